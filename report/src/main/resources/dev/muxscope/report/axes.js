// Where the axes of charts begin and end, and where their ticks are. Ticks are the only figures that the
// page writes itself, since only the page knows how many there is room for.
const axes = (() => {
  'use strict';

  // Pixels between ticks that a chart chooses, and between those that are its own values.
  const ROOM = {x: 64, y: 40};
  const VALUE_ROOM = 44;
  const UNITS = {
    nanos: [1000, ['ns', 'µs', 'ms', 's']],
    bytes: [1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']],
  };

  function digits(value) {
    return (value + 0).toLocaleString('en-US', {maximumSignificantDigits: 6});
  }

  function tickLabel(value, format) {
    if (format === 'share') {
      return digits(value * 100) + ' %';
    }
    if (format === 'ratio') {
      return digits(value) + 'x';
    }
    if (!(format in UNITS) || value === 0) {
      return digits(value);
    }
    const [factor, units] = UNITS[format];
    let unit = 0;
    while (unit < units.length - 1 && Math.abs(value) >= factor * (1 - 1e-9)) {
      value /= factor;
      unit++;
    }
    return digits(value) + ' ' + units[unit];
  }

  function roundStep(atLeast, binary) {
    if (binary) {
      return 2 ** Math.ceil(Math.log2(atLeast) - 1e-9);
    }
    const decade = 10 ** Math.floor(Math.log10(atLeast) + 1e-9);
    return [1, 2, 5, 10].map((n) => n * decade).find((step) => step >= atLeast * (1 - 1e-9));
  }

  function linearTicks(min, max, room, binary) {
    const step = roundStep((max - min) / room, binary);
    const ticks = [];
    for (let n = Math.ceil(min / step - 1e-9); n * step <= max * (1 + 1e-9); n++) {
      ticks.push(n * step);
    }
    return ticks;
  }

  // All of 1, 2, 5 of each decade if there is room, else only powers, and of these every so many. Too
  // few of them lie in a short range, which is nearly straight.
  function logTicks(min, max, room, binary) {
    const base = binary ? 2 : 10;
    const first = Math.floor(Math.log(min) / Math.log(base));
    const last = Math.ceil(Math.log(max) / Math.log(base));
    const inside = (ticks) => ticks.filter((t) => t >= min * (1 - 1e-9) && t <= max * (1 + 1e-9));
    const powers = (stride) => {
      const found = [];
      for (let n = Math.ceil(first / stride) * stride; n <= last; n += stride) {
        found.push(base ** n);
      }
      return found;
    };
    const fine = inside(powers(1).flatMap((power) => (binary ? [1] : [1, 2, 5]).map((n) => n * power)));
    if (fine.length < 2) {
      return linearTicks(min, max, room, binary);
    }
    if (fine.length <= room) {
      return fine;
    }
    let stride = 1;
    while (inside(powers(stride)).length > room) {
      stride++;
    }
    return inside(powers(stride));
  }

  // The values themselves are the best ticks, if they are few and lie far enough apart.
  function valueTicks(values, placeOf) {
    const places = values.map(placeOf);
    const apart = places.every((place, i) => i === 0 || place - places[i - 1] >= VALUE_ROOM);
    return values.length > 1 && apart ? values : null;
  }

  function extent(values, logarithmic) {
    const shown = values.filter((v) => Number.isFinite(v) && (!logarithmic || v > 0));
    return shown.length === 0 ? [logarithmic ? 1 : 0, 10] : [Math.min(...shown), Math.max(...shown)];
  }

  function xRange(values, logarithmic) {
    const [low, high] = extent(values, logarithmic);
    if (logarithmic) {
      const room = low === high ? 2 : (high / low) ** 0.03;
      return [low / room, high * room];
    }
    const room = low === high ? Math.abs(low) || 1 : (high - low) * 0.02;
    return [low - room, high + room];
  }

  function yRange(values, logarithmic, binary) {
    const [low, high] = extent(values, logarithmic);
    if (logarithmic) {
      const room = high / low < 2 ? 2 : (high / low) ** 0.06;
      return [low / room, high * room];
    }
    const from = Math.min(0, low);
    const to = low === high && high <= 0 ? 1 : Math.max(0, high);
    const step = roundStep((to - from) / 6, binary);
    return [Math.floor(from / step + 1e-9) * step, Math.ceil(to / step - 1e-9) * step];
  }

  // As many ticks as there is room for on an axis so many pixels long.
  function ticks(name, length, min, max, logarithmic, binary) {
    const room = Math.max(2, Math.floor(length / ROOM[name]));
    return (logarithmic ? logTicks : linearTicks)(min, max, room, binary);
  }

  return {tickLabel, ticks, valueTicks, xRange, yRange};
})();
