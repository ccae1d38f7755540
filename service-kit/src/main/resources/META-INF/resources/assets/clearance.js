// What every page shares. A page works without it: filters are addresses, decisions are forms; this adds speed.
// A module, so it runs after the page is parsed. Page scripts import what they need from here.

const root = document.documentElement;
export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

/** An element with properties and children. Text is only ever set as text, so nothing a partner wrote becomes markup. */
export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const remembered = (storage, key) => { try { return storage.getItem(key); } catch { return null; } };
const remember = (storage, key, value) => {
  try { value === null ? storage.removeItem(key) : storage.setItem(key, value); } catch { /* refused storage costs comfort, not function */ }
};

/** Says what has already happened. Errors never come this way: they stand at the field or in a notice. */
export const say = text => {
  const region = $('.toasts');
  if (!region) return;
  const close = make('button', { type: 'button', textContent: 'Close', onclick: () => toast.remove() });
  const toast = make('div', { className: 'toast' }, text, close);
  region.append(toast);
};

/** A request from the script. An expired session is answered, not sent to the log-in page, so that nothing typed is lost to a redirect. */
export const request = (url, options = {}) =>
  fetch(url, { ...options, headers: { 'X-Requested-With': 'JavaScript', Accept: 'text/html', ...options.headers } });

/** 401, or the 499 of a server that keeps 401 for browsers' own log-in box. */
export const isLoggedOut = answer => answer.status === 401 || answer.status === 499;

/** The same words wherever the session is found to be over. */
export const loggedOutNotice = () => make('div', { className: 'notice warn', role: 'alert' },
  make('strong', { textContent: 'You have been logged out' }),
  make('p', {}, 'What you wrote is kept in this tab. ',
    make('a', { href: location.pathname + location.search, textContent: 'Log in again' }), ' and it is put back.'));

// --- news -------------------------------------------------------------------------------------------------------------------

const HALF_AN_HOUR = 30 * 60 * 1000;
let lastTouched = Date.now();
['keydown', 'pointerdown', 'scroll'].forEach(kind => addEventListener(kind, () => { lastTouched = Date.now(); }, { passive: true }));

/**
 * Asks the address of the page's [data-news] now and then and hands what is new to `tell`, with the place to say it in.
 * Nobody is asked while the tab is hidden, nor after half an hour without a key or a pointer: a forgotten tab must not keep
 * its session alive.
 */
export const watchNews = (seconds, tell) => {
  const place = $('[data-news]');
  if (!place) return;
  let watch;
  const look = async () => {
    if (document.hidden || Date.now() - lastTouched > HALF_AN_HOUR) return;
    try {
      const answer = await request(place.dataset.news, { headers: { Accept: 'application/json' } });
      if (isLoggedOut(answer)) { clearInterval(watch); document.removeEventListener('visibilitychange', look); place.replaceChildren(loggedOutNotice()); return; }
      if (answer.ok) tell(place, await answer.json());
    } catch { /* offline for a moment; the next look may succeed */ }
  };
  watch = setInterval(look, seconds * 1000);
  document.addEventListener('visibilitychange', look);
  look();
};

// --- theme, time zone -----------------------------------------------------------------------------------------------

const themes = ['system', 'light', 'dark'];
let theme = root.dataset.theme ?? 'system';
const themeButton = $('[data-theme-toggle]');
const nameTheme = () => themeButton?.setAttribute('aria-label', `Theme: ${theme}. Change`);
nameTheme();
themeButton?.addEventListener('click', () => {
  theme = themes[(themes.indexOf(theme) + 1) % themes.length];
  theme === 'system' ? delete root.dataset.theme : root.dataset.theme = theme;
  remember(localStorage, 'theme', theme === 'system' ? null : theme);
  nameTheme();
  say(`Theme: ${theme}`);
});

// The server writes times in the reader's zone, and groups "today" by it; only the browser knows which zone that is.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.split('; ').includes(`tz=${zone}`)) {
  document.cookie = `tz=${zone}; path=/; max-age=31536000; samesite=lax`;
}

// --- dialogs, menus, buttons that may not be pressed ----------------------------------------------------------------------

document.addEventListener('click', event => {
  const target = event.target instanceof Element ? event.target : null;
  const refused = target?.closest('[aria-disabled="true"]');
  if (refused) {
    event.preventDefault();
    say(refused.dataset.why ?? 'Not available.');
    return;
  }
  const opener = target?.closest('[data-opens]');
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (target?.closest('[data-closes]')) target.closest('dialog')?.close();
  if (target?.closest('[data-prints]')) print();
  const paper = target?.closest('[data-paper-choice]');
  if (paper) {
    document.body.dataset.paper = paper.dataset.paperChoice;     // named @page rules do the rest
    $$('[data-paper-choice]').forEach(b => b.setAttribute('aria-pressed', String(b === paper)));
  }
  $$('details.menu[open]').forEach(menu => { if (!menu.contains(target)) menu.open = false; });
});

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  const menu = $$('details.menu[open]').find(m => m.contains(document.activeElement));
  if (menu) { menu.open = false; $('summary', menu).focus(); }
});

// --- single keys (WCAG 2.1.4: they can be switched off) --------------------------------------------------------------------

const keysOff = 'keys-off';
const keysSwitch = $('[data-keys-switch]');
if (keysSwitch) {
  keysSwitch.checked = remembered(localStorage, keysOff) === null;
  keysSwitch.addEventListener('change', () => remember(localStorage, keysOff, keysSwitch.checked ? null : 'yes'));
}

/** Binds single keys to acts. They are idle while someone types, while a dialog or menu is open, and with a modifier. */
export const onKeys = acts => document.addEventListener('keydown', event => {
  const target = event.target instanceof Element ? event.target : document.body;
  const typing = target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, dialog, details.menu[open]');
  if (typing || event.ctrlKey || event.metaKey || event.altKey || $('dialog[open]')) return;
  if (event.key !== '?' && event.key !== 'Enter' && remembered(localStorage, keysOff) !== null) return;
  if (acts[event.key]?.(event) === false || !acts[event.key]) return;   // an act that returns false did not apply
  event.preventDefault();
});

onKeys({
  '?': () => { const list = document.getElementById('keys'); list ? list.showModal() : false; return Boolean(list); },
  '/': () => { const search = $('[data-search]'); if (!search) return false; search.focus(); search.select(); },
});

// A link or button can name its key. Not on pages with rows: there the rows have the keys.
if (!$('[data-row]')) {
  const keyed = $$('[data-key]');
  onKeys(Object.fromEntries(keyed.map(element => [element.dataset.key, () => element.click()])));
}

// --- forms --------------------------------------------------------------------------------------------------------------

document.addEventListener('submit', event => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.dataset.sent) { event.preventDefault(); return; }     // the second click of a double click
  form.dataset.sent = 'yes';
  event.submitter?.setAttribute('aria-busy', 'true');
});
// A page that comes back from the back-forward cache must be usable again.
addEventListener('pageshow', () => $$('form[data-sent]').forEach(rearm));

/** Makes a form sendable again after its answer stayed on the page. */
export const rearm = form => {
  delete form.dataset.sent;
  $$('[aria-busy]', form).forEach(b => b.removeAttribute('aria-busy'));
};

// What is typed into a form with data-keep survives an expired session: kept in this tab only, under the person's name,
// put back with a notice, dropped when the server says it was accepted, on log-out, and after twelve hours.
const KEPT = 'kept:';
const TWELVE_HOURS = 12 * 60 * 60 * 1000;
const forget = key => remember(sessionStorage, KEPT + key, null);
const keepable = element => element.name && !['hidden', 'file', 'password', 'submit', 'button'].includes(element.type);
const values = form => [...form.elements].filter(keepable)
  .map(e => [e.name, e.value, ['checkbox', 'radio'].includes(e.type) ? e.checked : null]);
const fill = (form, kept) => kept.forEach(([name, value, checked]) => {
  const elements = [...form.elements].filter(e => keepable(e) && e.name === name);
  if (checked === null) { if (elements.length === 1) elements[0].value = value; return; }
  elements.filter(e => e.value === value).forEach(e => { e.checked = checked; });
});

const keep = form => {
  const key = form.dataset.keep;
  const asRendered = JSON.stringify(values(form));
  form.addEventListener('input', () => {
    const now = values(form);
    JSON.stringify(now) === asRendered ? forget(key) : remember(sessionStorage, KEPT + key, JSON.stringify({ at: Date.now(), values: now }));
  });
  const stored = remembered(sessionStorage, KEPT + key);
  if (stored === null || form.dataset.echoed !== undefined) return;   // the server has already put the values back
  let kept;
  try { kept = JSON.parse(stored); } catch { kept = null; }
  if (!kept || Date.now() - kept.at > TWELVE_HOURS) { forget(key); return; }
  fill(form, kept.values);
  form.dispatchEvent(new Event('restored'));
  const discard = make('button', { type: 'button', className: 'btn quiet small', textContent: 'Discard it' });
  const notice = make('div', { className: 'notice kept' },
    make('p', {}, make('strong', { textContent: 'Your unsent text is back.' }), ' It was kept in this tab. ', discard));
  notice.setAttribute('role', 'status');
  discard.addEventListener('click', () => { form.reset(); form.dispatchEvent(new Event('restored')); forget(key); notice.remove(); form.querySelector('input, textarea, select')?.focus(); });
  ($('[data-kept-here]', form) ?? form).prepend(notice);
};
(document.body.dataset.settled ?? '').split(' ').forEach(forget);   // what the server has accepted
$$('form[data-keep]').forEach(keep);
$$('form[data-logs-out]').forEach(form => form.addEventListener('submit', () => {
  try { Object.keys(sessionStorage).filter(key => key.startsWith(KEPT)).forEach(key => sessionStorage.removeItem(key)); } catch { /* nothing was kept */ }
}));

// One of several blocks by the choice of a radio: <fieldset data-chooses="decision"> and blocks data-for-decision="grant deny".
export const choose = fieldset => {
  const group = fieldset.dataset.chooses;
  const scope = fieldset.closest('form');
  const show = () => {
    const chosen = $(`input[name="${group}"]:checked`, scope)?.value;
    $$(`[data-for-${group}]`, scope).forEach(e => { e.hidden = !e.getAttribute(`data-for-${group}`).split(' ').includes(chosen); });
  };
  fieldset.addEventListener('change', show);
  scope.addEventListener('restored', show);
  show();
};
$$('[data-chooses]').forEach(choose);

// A form whose answer is a question back (a preview, "are you sure"): shown in a dialog instead of on a page of its own.
const review = form => form.addEventListener('submit', async event => {
  if (!event.submitter?.hasAttribute('data-reviews')) return;
  event.preventDefault();
  event.stopPropagation();
  event.submitter.setAttribute('aria-busy', 'true');
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const action = event.submitter.getAttribute('formaction') ?? form.action;
  try {
    const answer = await request(action, { method: 'POST', body });
    if (isLoggedOut(answer)) { $('[data-kept-here]', form).prepend(loggedOutNotice()); return; }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const question = $('[data-review]', page);
    if (question) { ask(question, page.title); return; }
    const corrected = form.id && page.getElementById(form.id);
    if (!corrected) throw new Error('neither a question nor a corrected form');
    form.replaceWith(document.adoptNode(corrected));
    enliven(corrected);
    document.title = page.title;
    $('.error-summary', corrected)?.focus();
  } catch {
    form.action = action;                                       // let the server say it on a page of its own
    form.submit();
  } finally {
    event.submitter?.removeAttribute('aria-busy');
  }
}, { capture: true });

const ask = (question, title) => {
  const dialog = make('dialog', { className: 'wide' });
  const adopted = document.adoptNode(question);
  dialog.append(adopted);
  const heading = $('h1, h2', adopted);
  if (heading) { heading.id ||= 'review-h'; dialog.setAttribute('aria-labelledby', heading.id); } else dialog.setAttribute('aria-label', title);
  $$('[data-goes-back]', adopted).forEach(back => back.addEventListener('click', event => { event.preventDefault(); dialog.close(); }));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  dialog.scrollTop = 0;
};

const enliven = form => {
  if (form.dataset.keep) keep(form);
  if ($('[data-reviews]', form)) review(form);
  $$('[data-chooses]', form).forEach(choose);
};
$$('form:has([data-reviews])').forEach(review);

// --- arriving ---------------------------------------------------------------------------------------------------------------

$('.error-summary')?.focus();
