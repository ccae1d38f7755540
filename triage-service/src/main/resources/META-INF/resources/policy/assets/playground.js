// Answers take effect as they are given. The address follows, so that what is on the screen can be sent to a colleague.
import { $, $$, isLoggedOut, loggedOutNotice, request } from '/assets/clearance.js';

const form = $('#answers');
const QUIET = 400;                       // the result is a live region: it is announced when it changes, not at every key
let pending, latest = 0;

const address = () => {
  const given = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const question = $(`[data-fact="${CSS.escape(name)}"]`, form);
    if (!question?.hidden) given.append(name, value);
  }
  return `${form.action}?${given}`;
};

// Only what differs: the verdict is announced when it is another one, and lamps that stay as they are do not flicker.
const replace = (part, page) => {
  const before = $(part), after = $(part, page);
  if (before.innerHTML === after.innerHTML) return;
  if (part !== '#lights') { before.replaceChildren(...document.adoptNode(after).childNodes); return; }
  const now = $$('.lamp', after);
  const old = $$('.lamp', before);
  if (now.length !== old.length) { before.replaceChildren(...document.adoptNode(after).childNodes); return; }
  old.forEach((lamp, i) => { lamp.className = now[i].className; lamp.href = now[i].href; $('.vh', lamp).textContent = $('.vh', now[i]).textContent; });
};

const show = async () => {
  const mine = ++latest;
  const url = address();
  const answer = await request(url);
  if (isLoggedOut(answer)) { if (!$('.notice', form)) form.prepend(loggedOutNotice()); return; }
  if (mine !== latest || !answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  $$('[data-fact]', page).forEach(asked => {
    const question = $(`[data-fact="${CSS.escape(asked.dataset.fact)}"]`, form);
    question.hidden = asked.hidden;
    if (asked.hidden) $$('input', question).forEach(input => { input.checked = false; });   // what does not apply is not answered
  });
  for (const part of ['#verdict', '#brief', '#lights', '#why']) replace(part, page);
  history.replaceState(null, '', url);
};

form.addEventListener('change', () => { clearTimeout(pending); pending = setTimeout(show, QUIET); });
