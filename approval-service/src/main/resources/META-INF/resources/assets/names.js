// Names after an @ while one writes: a list under the field, chosen by arrows and Enter or Tab, by pointer, or by typing on.
// The field stays a text field (ARIA: a textbox with a list that completes it); focus never leaves it.
import { $$, make, request } from '/assets/clearance.js';

const MOST_SHOWN = 8;
const begun = /(?:^|[^\p{L}\p{N}._%+-])@([\p{L}\p{N}._-]*)$/u;

const complete = field => {
  const list = make('ul', { className: 'names', id: `${field.id}-names`, hidden: true });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Colleagues');
  const told = make('p', { className: 'vh' });
  told.setAttribute('role', 'status');
  field.after(list, told);
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);
  field.setAttribute('autocomplete', 'off');

  let people;
  const load = async () => {
    people ??= request(field.dataset.names, { headers: { Accept: 'application/json' } })
      .then(answer => answer.ok ? answer.json() : []).catch(() => []);
    return people;
  };
  const options = () => $$('[role=option]', list);
  const current = () => options().find(option => option.getAttribute('aria-selected') === 'true');
  const select = option => {
    options().forEach(o => o.setAttribute('aria-selected', String(o === option)));
    option ? field.setAttribute('aria-activedescendant', option.id) : field.removeAttribute('aria-activedescendant');
    option?.scrollIntoView({ block: 'nearest' });
  };
  const close = () => { list.hidden = true; select(null); list.replaceChildren(); told.textContent = ''; };
  const word = () => field.selectionStart === field.selectionEnd ? begun.exec(field.value.slice(0, field.selectionStart)) : null;
  const take = option => {
    const [, typed] = word() ?? [];
    if (typed === undefined) return;
    const at = field.selectionStart;
    field.setRangeText(`${option.dataset.name} `, at - typed.length, at, 'end');
    close();
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const show = async () => {
    if (!word()) { close(); return; }
    const all = await load();
    const typed = word()?.[1]?.toLowerCase();
    if (typed === undefined) { close(); return; }
    const fit = all.filter(p => p.username.toLowerCase().startsWith(typed) || p.name.toLowerCase().split(/\s+/).some(n => n.startsWith(typed))).slice(0, MOST_SHOWN);
    if (!fit.length) { close(); return; }
    list.replaceChildren(...fit.map((p, i) => {
      const option = make('li', { id: `${list.id}-${i}` }, make('strong', { textContent: p.name }), ` @${p.username} `, make('span', { className: 'muted', textContent: p.detail }));
      option.setAttribute('role', 'option');
      option.dataset.name = p.username;
      option.addEventListener('pointerdown', event => { event.preventDefault(); take(option); });
      return option;
    }));
    list.hidden = false;
    select(options()[0]);
    told.textContent = `${fit.length === 1 ? '1 colleague' : `${fit.length} colleagues`}. Arrow keys choose, Enter takes.`;
  };

  field.addEventListener('input', event => { if (event.isTrusted) show(); });
  field.addEventListener('blur', close);
  field.addEventListener('keydown', event => {
    if (list.hidden) return;
    const all = options();
    const step = by => select(all[(all.indexOf(current()) + by + all.length) % all.length]);
    const acts = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: () => take(current()), Tab: () => take(current()), Escape: close };
    if (!acts[event.key] || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  });
};
$$('[data-names]').forEach(complete);
