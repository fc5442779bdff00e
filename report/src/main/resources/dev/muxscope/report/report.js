// What every report's page can do: hand out its figures as files, and say what a map's cell means where
// there is no pointer to hover with. Everything is read from the data embedded in the page.
(() => {
  'use strict';

  const root = document.documentElement;
  const data = document.getElementById('report-data').textContent;
  const report = JSON.parse(data);

  // What a spreadsheet would take for a formula is marked as text.
  function field(value) {
    if (value === null || value === undefined) {
      return '';
    }
    const text = String(value);
    const safe = typeof value === 'string' && /^[=+\-@\t\r]./.test(text) ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
  }

  function csv(rows) {
    return rows.map((row) => row.map(field).join(',') + '\r\n').join('');
  }

  function isEstimate(cell) {
    return cell !== null && typeof cell === 'object' && 'value' in cell;
  }

  function plain(cell) {
    return cell !== null && typeof cell === 'object' ? cell.text : cell;
  }

  // Figures are in the base unit, which a file has to name.
  function unit(format) {
    return {nanos: ' (ns)', bytes: ' (B)'}[format] ?? '';
  }

  // A column with intervals becomes three.
  function tableRows(table) {
    const wide = table.columns.map((_, c) => table.rows.some((row) => isEstimate(row[c])));
    const head = table.columns.flatMap(({label, format}, c) =>
        (wide[c] ? ['', ' low', ' high'] : ['']).map((end) => label + end + unit(format)));
    const body = table.rows.map((row) => row.flatMap((cell, c) => {
      if (isEstimate(cell)) {
        return [cell.value, cell.low, cell.high];
      }
      return wide[c] ? [plain(cell), null, null] : [plain(cell)];
    }));
    return [head, ...body];
  }

  function chartRows(chart) {
    const [x, y] = [unit(chart.x.format), unit(chart.y.format)];
    const head = ['series', (chart.x.label || 'x') + x, (chart.y.label || 'y') + y, 'low' + y, 'high' + y];
    const body = chart.series.flatMap(({name, points}) =>
        points.map(({x, y, low, high}) => [name, x, y, low, high]));
    return [head, ...body];
  }

  function mapRows(map) {
    const head = [map.y.label, map.x.label, 'group', 'value', 'difference', 'remark'];
    const body = map.y.heads.flatMap((y, r) => map.x.heads.map((x, c) => {
      const cell = map.cells[r][c];
      return 'reason' in cell
          ? [y, x, '', '', '', cell.reason]
          : [y, x, cell.group, cell.text, cell.hatched ? 'no' : 'yes', cell.hover];
    }));
    return [head, ...body];
  }

  // A row for each path, its frames joined as other tools of flame graphs want them.
  function flameRows(graph) {
    const rows = [['stack', ...['value', 'self', 'before'].map((name) => name + unit(graph.format))]];
    const add = (frame, path) => {
      rows.push([path, frame.value, frame.self ?? 0, frame.before ?? 0]);
      (frame.children ?? []).forEach((child) => add(child, path + ';' + child.name));
    };
    add(graph.root, graph.root.name);
    return rows;
  }

  const ROWS = {table: tableRows, chart: chartRows, map: mapRows, flame: flameRows};

  function save(text, type, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], {type}));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function button(text, label, action) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'save';
    made.textContent = text;
    made.title = label;
    made.setAttribute('aria-label', label);
    made.addEventListener('click', action);
    return made;
  }

  function fileName(section, block) {
    return section.id === block.id ? block.id : section.id + '-' + block.id;
  }

  // A figure says in data-at which block of the data it shows: its section and its place there.
  function blockOf(figure) {
    const [s, b] = figure.dataset.at.split('/').map(Number);
    return {section: report.sections[s], block: report.sections[s].blocks[b]};
  }

  function offerCsv(figure) {
    const {section, block} = blockOf(figure);
    const name = fileName(section, block) + '.csv';
    figure.prepend(button('CSV', 'Save as ' + name, () =>
      save('\ufeff' + csv(ROWS[block.type](block)), 'text/csv;charset=utf-8', name)));
  }

  function explainCells(map) {
    const hint = document.createElement('p');
    hint.className = 'hint';
    hint.setAttribute('aria-live', 'polite');
    hint.textContent = 'Point at a cell, or touch it, for the whole figure.';
    map.closest('.scroll').after(hint);
    for (const occasion of ['click', 'mouseover']) {
      map.addEventListener(occasion, (event) => {
        const cell = event.target.closest('td[data-hover]');
        if (cell) {
          hint.textContent = cell.dataset.hover;
        }
      });
    }
  }

  document.querySelectorAll('figure[data-at]').forEach(offerCsv);
  document.querySelectorAll('table.map:has([data-hover])').forEach(explainCells);
  document.querySelector('main').prepend(button('JSON', 'Save all figures as report.json', () =>
    save(data, 'application/json', 'report.json')));
  root.classList.add('scripted');
})();
