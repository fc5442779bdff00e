// Draws the report's charts with uPlot. The points come from the embedded data; how values are written
// comes from the table beside each chart, how a series looks from its entry in the legend.
(() => {
  'use strict';

  const root = document.documentElement;
  const report = JSON.parse(document.getElementById('report-data').textContent);

  // From so many points on, bars run into each other and a band reads better; then markers, too.
  const BAND_POINTS = 17;
  const DENSE_POINTS = 41;
  const PRINT_WIDTH = 640;
  const FONT = '12px ' + getComputedStyle(document.body).fontFamily;

  function css(name, element = root) {
    return getComputedStyle(element).getPropertyValue(name).trim();
  }

  class Plot {
    constructor(figure) {
      const [s, b] = figure.dataset.at.split('/').map(Number);
      this.chart = report.sections[s].blocks[b];
      this.box = figure.querySelector('.plot');
      this.strings = [...figure.querySelectorAll('.values tbody tr')].map((row) =>
        [...row.cells].map((cell) => cell.textContent));
      this.looks = [...figure.querySelectorAll('.legend li')].map((entry) => ({
        entry,
        marker: new Path2D(entry.querySelector('.marker').getAttribute('d')),
        dash: (entry.querySelector('.line').getAttribute('stroke-dasharray') || '')
            .split(' ').filter(Boolean).map(Number),
      }));
      this.align();
      this.tip = document.createElement('div');
      this.tip.className = 'tip';
      this.tip.hidden = true;
      new uPlot(this.options(), this.data, this.box);
      this.box.append(this.tip);
      this.looks.forEach((look, i) => this.toggles(look.entry, i + 1));
    }

    colour(i) {
      return css('--c', this.looks[i].entry);
    }

    isLog(axis) {
      return this.chart[axis].scale === 'logarithmic';
    }

    // uPlot wants all series over common x values: undefined where a series has no point, null where
    // its value is missing and the line must break.
    align() {
      const every = this.chart.series.flatMap(({points}) => points.map(({x}) => x));
      const xs = [...new Set(every.filter((x) => x !== null))].sort((a, b) => a - b);
      const shown = xs.filter((x) => !this.isLog('x') || x > 0);
      this.rows = shown.map((x) => xs.indexOf(x));
      this.points = this.chart.series.map(({points}) => {
        const byX = new Map(points.map((point) => [point.x, point]));
        return shown.map((x) => byX.get(x));
      });
      const value = (point) => point && (this.isLog('y') && point.y <= 0 ? null : point.y);
      this.data = [shown, ...this.points.map((points) => points.map(value))];
    }

    size() {
      const width = root.dataset.print === undefined ? this.box.clientWidth : PRINT_WIDTH;
      return {width: Math.max(200, width), height: width < 500 ? 250 : 300};
    }

    options() {
      const {x, y, series, spans} = this.chart;
      const binary = {x: this.isBinary(x), y: y.format === 'bytes'};
      const xs = [...this.data[0], ...spans.flatMap(({from, to}) => [from, to])];
      const ys = this.points.flat().filter(Boolean).flatMap((p) => [p.y, p.low, p.high])
          .filter((v) => v !== null);
      return {
        ...this.size(),
        legend: {show: false},
        padding: [14, 14, 0, 0],
        cursor: {
          y: false,
          drag: {x: false, y: false},
          points: {size: 9},
          dataIdx: (u, _, idx) => idx === null ? idx : this.nearest(u.cursor.left),
        },
        scales: {
          x: {time: false, distr: this.isLog('x') ? 3 : 1, range: () => axes.xRange(xs, this.isLog('x'))},
          y: {distr: this.isLog('y') ? 3 : 1, range: () => axes.yRange(ys, this.isLog('y'), binary.y)},
        },
        axes: [this.axis('x', binary.x), this.axis('y', binary.y)],
        series: [{}, ...series.map((_, i) => this.line(i))],
        hooks: {
          init: [(u) => { this.u = u; }],
          drawAxes: [() => this.clipped((...canvas) => {
            this.drawSpans(...canvas);
            this.drawIntervals(...canvas);
          })],
          draw: [() => {
            const canvas = [this.u.ctx, uPlot.pxRatio];
            this.drawMarkers(...canvas);
            this.drawNothing(...canvas);
          }],
          setCursor: [() => this.point()],
        },
      };
    }

    isBinary({format}) {
      return format === 'bytes'
          || (this.data[0].length > 0 && this.data[0].every((v) => Number.isInteger(Math.log2(v))));
    }

    axis(name, binary) {
      const {format} = this.chart[name];
      return {
        font: FONT,
        stroke: () => css('--quiet'),
        grid: {stroke: () => css('--hair'), width: 1},
        ticks: {show: false},
        border: {show: name === 'x', stroke: () => css('--quiet'), width: 1},
        gap: 7,
        size: name === 'x' ? 28 : (u, labels) => this.labelWidth(u, labels ?? []),
        splits: (u, _, min, max) => {
          const length = (name === 'x' ? u.bbox.width : u.bbox.height) / uPlot.pxRatio;
          const own = name === 'x' && axes.valueTicks(this.data[0], (x) => u.valToPos(x, 'x'));
          return own || axes.ticks(name, length, min, max, this.isLog(name), binary);
        },
        filter: (_, splits) => splits,
        values: (_, splits) => splits.map((value) => axes.tickLabel(value, format)),
      };
    }

    labelWidth(u, labels) {
      u.ctx.font = FONT;
      return 10 + Math.ceil(Math.max(0, ...labels.map((label) => u.ctx.measureText(label).width)));
    }

    line(i) {
      return {
        label: this.chart.series[i].name,
        stroke: () => this.colour(i),
        width: 2,
        dash: this.looks[i].dash.map((length) => length * uPlot.pxRatio),
        points: {show: false},
      };
    }

    // --- What uPlot has no drawing for: spans, intervals, markers. Canvas pixels are finer than CSS's.

    clipped(draw) {
      const {ctx, bbox} = this.u;
      ctx.save();
      ctx.beginPath();
      ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
      ctx.clip();
      draw(ctx, uPlot.pxRatio);
      ctx.restore();
    }

    at(axis, value) {
      return this.u.valToPos(value, axis, true);
    }

    drawSpans(ctx, ratio) {
      const {top, height} = this.u.bbox;
      ctx.font = FONT.replace('12px', 12 * ratio + 'px');
      ctx.textBaseline = 'top';
      ctx.textAlign = 'left';
      for (const {from, to, label} of this.chart.spans) {
        const left = this.at('x', from);
        ctx.fillStyle = css('--span');
        ctx.fillRect(left, top, Math.max(ratio, this.at('x', to) - left), height);
        ctx.fillStyle = css('--quiet');
        ctx.fillText(label, left + 4 * ratio, top + 4 * ratio);
      }
    }

    // Points in a row without a gap, as places on the canvas.
    runs(i) {
      const runs = [[]];
      this.points[i].forEach((point) => {
        if (point && this.isShown(point)) {
          runs.at(-1).push(this.place(point));
        } else if (point) {
          runs.push([]);
        }
      });
      return runs.filter((run) => run.length > 0);
    }

    isShown({y}) {
      return y !== null && (!this.isLog('y') || y > 0);
    }

    place({x, y, low, high}) {
      const {top, height} = this.u.bbox;
      const end = (value) =>
        this.isLog('y') && value <= 0 ? top + height : this.at('y', value);
      const known = low !== null && high !== null && low !== high;
      return {x: this.at('x', x), y: end(y), low: end(known ? low : y), high: end(known ? high : y)};
    }

    drawIntervals(ctx, ratio) {
      this.points.forEach((points, i) => {
        if (!this.u.series[i + 1].show) {
          return;
        }
        ctx.fillStyle = ctx.strokeStyle = this.colour(i);
        ctx.lineWidth = 1.25 * ratio;
        const band = points.filter(Boolean).length >= BAND_POINTS;
        this.runs(i).forEach((run) => band ? this.band(ctx, run) : this.bars(ctx, run, 4 * ratio));
      });
    }

    band(ctx, run) {
      ctx.globalAlpha = 0.18;
      ctx.beginPath();
      run.forEach(({x, high}) => ctx.lineTo(x, high));
      run.toReversed().forEach(({x, low}) => ctx.lineTo(x, low));
      ctx.fill();
      ctx.globalAlpha = 1;
    }

    bars(ctx, run, half) {
      ctx.globalAlpha = 0.75;
      ctx.beginPath();
      for (const {x, low, high} of run.filter((point) => point.low !== point.high)) {
        ctx.moveTo(x, low);
        ctx.lineTo(x, high);
        ctx.moveTo(x - half, low);
        ctx.lineTo(x + half, low);
        ctx.moveTo(x - half, high);
        ctx.lineTo(x + half, high);
      }
      ctx.stroke();
      ctx.globalAlpha = 1;
    }

    drawMarkers(ctx, ratio) {
      this.points.forEach((points, i) => {
        const dense = points.filter(Boolean).length >= DENSE_POINTS;
        if (!this.u.series[i + 1].show) {
          return;
        }
        for (const run of this.runs(i).filter((run) => !dense || run.length === 1)) {
          run.forEach(({x, y}) => this.drawMarker(ctx, i, x, y, ratio));
        }
      });
    }

    drawMarker(ctx, i, x, y, ratio) {
      ctx.save();
      ctx.translate(x, y);
      ctx.scale(ratio, ratio);
      ctx.fillStyle = this.colour(i);
      ctx.strokeStyle = css('--ground');
      ctx.stroke(this.looks[i].marker);
      ctx.fill(this.looks[i].marker);
      ctx.restore();
    }

    drawNothing(ctx, ratio) {
      if (this.points.flat().some((point) => point && this.isShown(point))) {
        return;
      }
      const {left, top, width, height} = this.u.bbox;
      ctx.font = FONT.replace('12px', 12 * ratio + 'px');
      ctx.fillStyle = css('--quiet');
      ctx.textAlign = 'center';
      ctx.fillText('no values', left + width / 2, top + height / 2);
    }

    // --- What a reader does.

    // The point nearest to the eye: on a logarithmic axis uPlot's own choice is another.
    nearest(left) {
      const away = this.data[0].map((x) => Math.abs(this.u.valToPos(x, 'x') - left));
      return away.indexOf(Math.min(...away));
    }

    // Says what all series have at the cursor.
    point() {
      const {left} = this.u.cursor;
      this.tip.hidden = left < 0 || this.data[0].length === 0;
      if (this.tip.hidden) {
        return;
      }
      const idx = this.nearest(left);
      const [head, ...values] = this.strings[this.rows[idx]];
      const lines = values.flatMap((value, i) =>
        value === '' || !this.u.series[i + 1].show ? [] : [this.tipLine(i, value)]);
      const title = document.createElement('strong');
      title.textContent = (this.chart.x.label + ' ' + head).trim();
      this.tip.replaceChildren(title, ...lines);
      this.placeTip(this.u.valToPos(this.data[0][idx], 'x'));
    }

    tipLine(i, value) {
      const line = document.createElement('span');
      const name = document.createElement('b');
      name.textContent = this.chart.series[i].name;
      name.style.color = this.colour(i);
      line.append(name, ' ', value);
      return line;
    }

    placeTip(x) {
      const over = this.u.over;
      const left = over.offsetLeft + x;
      const width = this.tip.offsetWidth;
      const right = left + 14 + width <= this.box.clientWidth;
      const place = right ? left + 14 : Math.max(0, left - 14 - width);
      this.tip.style.transform = `translate(${place}px, ${over.offsetTop + 8}px)`;
    }

    // A series can be hidden to see the others better.
    toggles(entry, i) {
      entry.addEventListener('click', () => {
        const show = !this.u.series[i].show;
        entry.classList.toggle('off', !show);
        this.u.setSeries(i, {show});
      });
    }

    fit() {
      const {width, height} = this.size();
      if (width === this.u.width && height === this.u.height) {
        this.u.redraw();
      } else {
        this.u.setSize({width, height});
      }
    }
  }

  const figures = [...document.querySelectorAll('figure.chart')];
  const plots = figures.map((figure) => {
    figure.querySelector('details').open = false;
    const plot = new Plot(figure);
    figure.classList.add('drawn');
    new ResizeObserver(() => root.dataset.print ?? plot.fit()).observe(plot.box);
    return plot;
  });

  function fitAll() {
    plots.forEach((plot) => plot.fit());
  }

  // Paper is light and of one width; the colours of a page in print are those of data-print.
  addEventListener('beforeprint', () => {
    root.dataset.print = '';
    fitAll();
  });
  addEventListener('afterprint', () => {
    delete root.dataset.print;
    fitAll();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', fitAll);
})();
