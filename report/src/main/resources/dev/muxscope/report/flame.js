// Draws flame graphs from the report's embedded data: the root above, a row for each level, frames as wide
// as their share of the frame that is zoomed to. Frames are HTML elements, so that the page's style colours them,
// also on paper, and a screen reader finds a tree. Frames too narrow to see are not made.
(() => {
  'use strict';

  const report = JSON.parse(document.getElementById('report-data').textContent);

  // Narrower than this, in pixels, a frame is not drawn, or has no name.
  const NARROWEST = 0.7;
  const NAMED = 22;

  const HELP = 'Click a frame to zoom, or walk with the arrow keys, Enter and Escape.';

  const UNITS = {nanos: [1000, ['ns', 'µs', 'ms', 's']], bytes: [1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']]};

  function amount(value, format) {
    if (!(format in UNITS)) {
      return value < 100 && value % 1 ? value.toPrecision(3) : Math.round(value).toLocaleString('en');
    }
    const [factor, units] = UNITS[format];
    let unit = 0;
    while (value >= factor * 0.9995 && unit < units.length - 1) {
      value /= factor;
      unit++;
    }
    return (value >= 100 || (unit === 0 && value % 1 === 0) ? Math.round(value) : value.toPrecision(3))
        + '\u00a0' + units[unit];
  }

  function percent(share) {
    return (share !== 0 && Math.abs(share) < 0.001 ? (100 * share).toPrecision(2) : (100 * share).toFixed(1)) + '\u00a0%';
  }

  function points(difference) {
    return (difference < 0 ? '\u2212' : '+') + Math.abs(100 * difference).toFixed(1);
  }

  function make(tag, className, text = '') {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  class Flames {
    constructor(figure) {
      const [s, b] = figure.dataset.at.split('/').map(Number);
      this.graph = report.sections[s].blocks[b];
      this.colours = new Map([...figure.querySelectorAll('[data-group]')].map((entry) =>
        [entry.dataset.group, entry.className]));
      this.nodes = [];
      this.flatten(this.graph.root, null, 0, 0, '');
      this.root = this.nodes[0];
      this.change = Math.max(1e-9, ...this.nodes.slice(1).map((node) => Math.abs(this.difference(node))));
      this.zoomed = this.root;
      this.current = this.root;
      this.furnish(figure);
      this.draw();
      new ResizeObserver(() => this.resized()).observe(this.box);
      figure.querySelector('details').open = false;
      figure.classList.add('drawn');
    }

    flatten(frame, parent, depth, start, group) {
      const node = {frame, parent, depth, start, value: frame.value, group: frame.group ?? group, children: [], index: this.nodes.length};
      this.nodes.push(node);
      for (const child of frame.children ?? []) {
        node.children.push(this.flatten(child, node, depth + 1, start, node.group));
        start += child.value;
      }
      return node;
    }

    furnish(figure) {
      this.tools = make('div', 'flame-tools');
      this.search = make('input', '');
      this.search.type = 'search';
      this.search.placeholder = 'Search frames';
      this.search.setAttribute('aria-label', 'Search frames by name');
      this.search.addEventListener('input', () => this.draw());
      this.reset = make('button', '', 'Reset');
      this.reset.type = 'button';
      this.reset.addEventListener('click', () => {
        this.search.value = '';
        this.zoom(this.root);
      });
      this.found = make('output', '');
      this.found.setAttribute('aria-live', 'polite');
      this.tools.append(this.search, this.reset, this.found);
      this.said = make('p', 'flame-said');
      this.box = make('div', 'flame-rows');
      this.box.setAttribute('role', 'tree');
      this.box.setAttribute('aria-label', this.graph.title || this.graph.id);
      const scroll = make('div', 'flame-scroll');
      scroll.append(this.box);
      figure.querySelector('.flames').append(this.tools, this.said, scroll);
      this.listen();
    }

    listen() {
      const node = (event) => this.nodes[event.target.closest('[data-node]')?.dataset.node];
      this.box.addEventListener('click', (event) => node(event) && this.zoom(node(event)));
      this.box.addEventListener('mouseover', (event) => node(event) && this.say(node(event)));
      this.box.addEventListener('mouseleave', () => this.say(this.current));
      this.box.addEventListener('focusin', (event) => {
        this.current.element.tabIndex = -1;
        this.current = node(event) ?? this.current;
        this.current.element.tabIndex = 0;
        this.say(this.current);
      });
      this.box.addEventListener('keydown', (event) => this.key(event));
    }

    key(event) {
      const {parent, children} = this.current;
      const drawn = (nodes) => nodes.filter((node) => node.element);
      const beside = parent ? drawn(parent.children) : [];
      const at = beside.indexOf(this.current);
      const moves = {
        ArrowUp: parent,
        ArrowDown: drawn(children)[0],
        ArrowLeft: beside[at - 1],
        ArrowRight: beside[at + 1],
        Home: this.root,
      };
      if (event.key in moves) {
        moves[event.key]?.element?.focus();
      } else if (event.key === 'Enter' || event.key === ' ') {
        this.zoom(this.current);
      } else if (event.key === 'Escape' || event.key === 'Backspace') {
        this.zoom(this.zoomed.parent ?? this.root);
      } else {
        return;
      }
      event.preventDefault();
    }

    zoom(node) {
      const focused = this.box.contains(document.activeElement);
      this.zoomed = node;
      this.current = node;
      this.draw();
      if (focused) {
        node.element.focus({preventScroll: true});
      }
    }

    resized() {
      if (this.box.clientWidth !== this.width) {
        this.draw();
      }
    }

    // All of a path up to the frame that is zoomed to is as wide as the box.
    draw() {
      this.width = this.box.clientWidth;
      this.nodes.forEach((node) => {
        node.element = null;
      });
      const elements = [];
      let deepest = 0;
      const place = (node, left, width) => {
        node.element = this.element(node, left, width);
        elements.push(node.element);
        deepest = Math.max(deepest, node.depth);
      };
      for (let up = this.zoomed.parent; up; up = up.parent) {
        place(up, 0, 1);
        up.element.classList.add('above');
      }
      const descend = (node) => {
        const width = node.value / this.zoomed.value;
        if (width * this.width >= NARROWEST) {
          place(node, (node.start - this.zoomed.start) / this.zoomed.value, width);
          node.children.forEach(descend);
        }
      };
      descend(this.zoomed);
      this.box.replaceChildren(...elements);
      this.box.style.height = `calc(${deepest + 1} * var(--row))`;
      this.reset.disabled = this.zoomed === this.root && this.search.value === '';
      this.current = this.current.element ? this.current : this.zoomed;
      this.current.element.tabIndex = 0;
      this.find();
      this.say(this.current);
    }

    element(node, left, width) {
      const wide = width * this.width >= NAMED;
      const element = make('div', node.frame.kind + (wide ? '' : ' thin'), wide ? this.label(node) : '');
      const look = this.colours.get(node.group);
      if (look) {
        element.classList.add(look);
      }
      element.style.left = 100 * left + '%';
      element.style.width = 100 * width + '%';
      element.style.top = `calc(${node.depth} * var(--row))`;
      if (this.graph.sides.length > 1) {
        element.classList.add('heat');
        element.style.setProperty('--heat', this.heat(node));
      }
      element.dataset.node = node.index;
      element.tabIndex = -1;
      element.setAttribute('role', 'treeitem');
      element.setAttribute('aria-level', node.depth + 1);
      element.setAttribute('aria-label', node.frame.name + ', ' + percent(node.value / this.root.value));
      return element;
    }

    // `Type.method`; a heading as it is.
    label(node) {
      const {name, kind} = node.frame;
      const short = kind === 'label' ? name : name.split('.').slice(-2).join('.');
      return this.graph.sides.length > 1 && node !== this.root ? `${short} ${points(this.difference(node))}` : short;
    }

    difference(node) {
      const {value, before} = this.graph.root;
      return node.value / value - (before ? (node.frame.before ?? 0) / before : 0);
    }

    // Square roots, or all but the largest change would look like none.
    heat(node) {
      const difference = node === this.root ? 0 : this.difference(node);
      const strength = Math.round(6 + 64 * Math.sqrt(Math.abs(difference) / this.change));
      return difference === 0
          ? 'color-mix(in srgb, var(--hatch) 30%, var(--ground))'
          : `color-mix(in srgb, var(${difference > 0 ? '--c1' : '--c0'}) ${strength}%, var(--ground))`;
    }

    // What matches inside a match is not counted twice.
    find() {
      const wanted = this.search.value.trim().toLowerCase();
      this.box.classList.toggle('searching', wanted !== '');
      if (wanted === '') {
        this.found.textContent = HELP;
        return;
      }
      let frames = 0;
      let sum = 0;
      const look = (node, inside) => {
        const match = node.frame.name.toLowerCase().includes(wanted);
        frames += match ? 1 : 0;
        sum += match && !inside ? node.value : 0;
        node.element?.classList.toggle('match', match);
        node.children.forEach((child) => look(child, inside || match));
      };
      look(this.root, false);
      this.found.textContent = `${frames} ${frames === 1 ? 'frame' : 'frames'}, ${percent(sum / this.root.value)}`;
    }

    say(node) {
      const side = this.graph.sides.at(-1);
      const parts = [
        `${amount(node.value, this.graph.format)}${this.graph.format === 'count' ? ' samples' : ''}`,
        percent(node.value / this.root.value),
      ];
      if (node.frame.self) {
        parts.push(`itself ${percent(node.frame.self / this.root.value)}`);
      }
      if (side.requests) {
        parts.push(`${amount(node.value / side.requests, this.graph.format)} per request`);
      }
      if (this.graph.sides.length > 1) {
        parts.push(...this.against(node));
      }
      const name = make('b', '', node.frame.name);
      this.said.replaceChildren(name, make('br', ''), make('span', '', parts.join(' · ')));
    }

    against(node) {
      const [a] = this.graph.sides;
      const before = node.frame.before ?? 0;
      const parts = [`in ${a.name} ${amount(before, this.graph.format)}`];
      if (this.graph.root.before) {
        parts.push(percent(before / this.graph.root.before), `change ${points(this.difference(node))} points`);
      }
      if (a.requests) {
        parts.push(`${amount(before / a.requests, this.graph.format)} per request`);
      }
      return parts;
    }
  }

  document.querySelectorAll('figure.flame').forEach((figure) => new Flames(figure));
})();
