// The queue by keyboard: one row is current (roving tabindex), keys act on the selected rows or, when none is, on the current one.
import { $, $$, make, onKeys, watchNews } from '/assets/clearance.js';

const rows = $$('tr[data-row]');
const form = $('#bulk');
const box = row => $('input[name="case"]', row);
const current = () => rows.find(row => row.tabIndex === 0) ?? rows[0];

const makeCurrent = row => rows.forEach(r => { r.tabIndex = r === row ? 0 : -1; });
const go = row => { makeCurrent(row); row.focus(); row.scrollIntoView({ block: 'nearest' }); };
const step = by => {
  if (!rows.length) return false;
  const from = rows.indexOf(current());
  go(rows[document.activeElement === current() ? Math.max(0, Math.min(rows.length - 1, from + by)) : from]);
};

if (rows.length) {
  const returned = rows.find(row => `#${row.id}` === location.hash);
  makeCurrent(returned ?? rows[0]);
  returned?.focus();
  rows.forEach(row => row.addEventListener('focusin', () => makeCurrent(row)));
  // The case page walks this list with j and k.
  try {
    sessionStorage.setItem('queue', JSON.stringify({ back: location.pathname + location.search, cases: rows.map(row => $('.title', row).getAttribute('href')) }));
  } catch { /* then the case page has no "next", and a link back */ }
}

const bulk = $('.bulk');
const count = () => {
  const chosen = rows.filter(row => box(row).checked).length;
  bulk.hidden = chosen === 0;
  $('[data-count]', bulk).textContent = `${chosen} selected`;
  rows.forEach(row => row.classList.toggle('selected', box(row).checked));
  const all = $('[data-all]');
  all.checked = chosen === rows.length;
  all.indeterminate = chosen > 0 && chosen < rows.length;
};
if (form) {
  form.addEventListener('change', event => {
    if (event.target.matches('[data-all]')) rows.forEach(row => { box(row).checked = event.target.checked; });
    count();
  });
  $('[data-clear]').addEventListener('click', () => { rows.forEach(row => { box(row).checked = false; }); count(); go(current()); });
  count();
}

/** The keys act on the selection; without one, on the current row. */
const selectCurrentIfNone = () => {
  if (rows.some(row => box(row).checked)) return;
  box(current()).checked = true;
  count();
};

onKeys({
  j: () => step(1),
  k: () => step(-1),
  x: () => { if (!rows.length) return false; const target = box(current()); target.checked = !target.checked; count(); },
  c: () => { if (!rows.length) return false; selectCurrentIfNone(); form.requestSubmit($('[data-claims]')); },
  a: () => {
    const menu = $('[data-assigns]');
    if (!rows.length || !menu) return false;
    selectCurrentIfNone();
    menu.open = true;
    $('input', menu)?.focus();
  },
  Enter: () => { if (!rows.includes(document.activeElement)) return false; location.assign($('.title', current()).href); },
});

// How many cases each lane and filter holds: counted after the page is there, so that counting never delays the page.
const show = counts => $$('.rail a, [aria-label="Lanes"] a').forEach(link => {
  const count = counts[link.getAttribute('href')];
  if (count === undefined) return;
  const place = $('[data-in]', link) ?? link.appendChild(make('span'));
  place.dataset.in = '';
  place.textContent = count;
});

// Who has taken a case meanwhile is written into its line, where it is; lines neither come nor go under the reader.
const showHolders = holders => rows.forEach(row => {
  const holder = holders[box(row).value];
  const cell = $('[data-holder]', row);
  if (!holder || cell.dataset.holder === holder.name) return;
  cell.dataset.holder = holder.name;
  const avatar = make('span', { className: holder.name ? 'avatar' : 'avatar none', textContent: holder.initials });
  avatar.setAttribute('aria-hidden', 'true');
  cell.replaceChildren(make('span', { className: holder.name ? 'who' : 'who muted' }, avatar, holder.name || 'Nobody'));
});

// New cases never move the list under the reader: a line says how many there are.
const HALF_A_MINUTE = 30;
watchNews(HALF_A_MINUTE, (place, { says, counts, holders }) => {
  show(counts);
  showHolders(holders);
  const link = $('a', place);
  if (!says || link?.textContent === says) return;
  place.replaceChildren(make('div', { className: 'fresh' }, make('a', { className: 'btn quiet small', href: place.dataset.here, textContent: says })));
});
// The key "/" of a case leads here.
if (location.hash === '#q') { $('#q').focus(); $('#q').select(); }
