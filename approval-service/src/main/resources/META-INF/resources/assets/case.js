// The case page: walk the queue one came from, and go to the decision by key.
import { $, onKeys } from '/assets/clearance.js';

const walk = $('[data-walk]');
try {
  const { back, cases } = JSON.parse(sessionStorage.getItem('queue') ?? '{}');
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

onKeys({
  g: () => {
    const grant = $('#grant') ?? $('#clear');
    if (!grant) return false;
    grant.checked = true;
    grant.dispatchEvent(new Event('change', { bubbles: true }));
    grant.focus();
  },
});
