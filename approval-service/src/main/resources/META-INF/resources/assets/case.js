// The case page: walk the queue one came from, go to the decision by key, and hear what others do meanwhile.
import { $, make, onKeys, watchNews } from '/assets/clearance.js';

const walk = $('[data-walk]');
let queue = '/queue';
try {
  const { back, cases } = JSON.parse(sessionStorage.getItem('queue') ?? '{}');
  queue = back ?? queue;
  const at = cases?.indexOf(location.pathname) ?? -1;
  if (at >= 0) {
    $('[data-where]', walk).textContent = `Case ${at + 1} of ${cases.length} on the page you came from`;
    const link = (selector, href) => { const a = $(selector, walk); href ? a.href = href : a.remove(); };
    link('[data-previous]', cases[at - 1]);
    link('[data-next]', cases[at + 1]);
    walk.hidden = false;
    const id = location.pathname.split('/').pop();
    $('[aria-label="Where you are"] a').href = `${back}#case-${id}`;
  }
} catch { /* without the list there is no "next"; the link back to the queue stands */ }

/** A key chooses and leads there; what binds somebody is a button and a question of its own. */
const decide = (...choices) => () => {
  const choice = choices.map(id => document.getElementById(id)).find(Boolean);
  if (!choice) return false;
  choice.checked = true;
  choice.dispatchEvent(new Event('change', { bubbles: true }));
  choice.focus();
};
onKeys({
  g: decide('grant', 'clear'),
  d: decide('deny'),
  i: decide('ask'),
  m: () => { const comment = $('#comment'); if (!comment) return false; comment.focus(); },
  '/': () => location.assign(`${queue.split('#')[0]}#q`),
});

// What others did since the page was made is said, and never changes the page under the reader.
const QUARTER_OF_A_MINUTE = 15;
watchNews(QUARTER_OF_A_MINUTE, (place, { says }) => {
  if (!says || $('[data-says]', place)?.textContent === `${says}.`) return;
  place.replaceChildren(make('div', { className: 'fresh' },
    make('p', {}, make('strong', { textContent: `${says}.` }), ' What you type here is kept. ', make('a', { href: location.pathname, textContent: 'Show the case as it is now' }))));
  $('strong', place).dataset.says = '';
});
