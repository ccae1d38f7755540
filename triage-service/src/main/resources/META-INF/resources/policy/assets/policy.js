// A running replay moves on by itself; without this the page is reloaded by hand.
import { $, request } from '/assets/clearance.js';

const follow = async panel => {
  const answer = await request(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const next = $('#replay', page);
  if (!next) return;
  panel.replaceWith(document.adoptNode(next));
  watch(next);
};

const watch = panel => {
  const pause = Number(panel?.dataset.refreshes);
  if (pause) setTimeout(() => follow(panel), pause);
};

watch($('#replay'));
