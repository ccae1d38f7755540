// Checks a signed letter in the browser: nothing is sent but the question which keys are ours and how the letter stands.
// A compact JWS (RFC 7515) with EdDSA over Ed25519 (RFC 8037), checked by WebCrypto.
import { $, make, rearm, request } from '/assets/clearance.js';

const form = $('[data-checks-file]');
const input = $('input[type="file"]', form);
const verdict = $('[data-file-verdict]');
const says = $('[data-file-says]');
const LARGEST = 8 * 1024 * 1024;

const bytes = base64url => Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const json = part => JSON.parse(new TextDecoder().decode(bytes(part)));

const icon = name => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `/assets/icons.svg#${name}`);
  svg.append(use);
  return svg;
};

const tell = (tone, iconName, title, text, ...more) => {
  const section = make('section', { className: `verdict ${tone}` }, icon(iconName), make('h3', { textContent: title }), make('p', {}, text, ...more));
  verdict.replaceChildren(section);
  verdict.hidden = false;
};

/** In UTC, the time that letters state. */
const day = instant => instant && new Date(instant).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const show = letter => {
  const lines = [
    ['Number', letter.number, true], ['Given to', letter.partner?.name], ['Production', letter.production?.name],
    ['Use', letter.useCase?.title], ['Scope', letter.scope], ['In force until', day(letter.expiresAt)],
    ['Conditions', (letter.conditions ?? []).map(c => c.says).join(' · ')],
  ].filter(([, text]) => text);
  says.replaceChildren(make('dl', { className: 'facts plain small' }, ...lines.map(([label, text, mono]) =>
    make('div', {}, make('dt', { textContent: label }), make('dd', { textContent: text, className: mono ? 'mono' : '' })))));
  says.hidden = lines.length === 0;
};

const ed25519 = async (jwk, signature, signed) => {
  const key = await crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x: jwk.x }, { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, key, signature, signed);
};

/** The browser can do it when it can import a key; older ones refuse the algorithm's name. */
const able = async () => {
  try {
    await crypto.subtle.importKey('raw', new Uint8Array(32), { name: 'Ed25519' }, false, ['verify']);
    return true;
  } catch (refusal) { return refusal.name === 'DataError'; }
};

const inflated = data => new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream('deflate'))).text();

/** The signed letter that a PDF of ours carries (ISO 32000, an embedded file): plain or deflated, found by its stream. */
const enclosed = async file => {
  const content = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder('latin1').decode(content);
  for (const begin of text.matchAll(/stream\r?\n/g)) {
    const from = begin.index + begin[0].length;
    const about = text.slice(text.lastIndexOf(' obj', begin.index), begin.index);
    if (!about.includes('/EmbeddedFile')) continue;
    const length = /\/Length (\d+)(?! \d+ R)/.exec(about);
    const to = length ? from + Number(length[1]) : text.slice(0, text.indexOf('endstream', from)).replace(/\r?\n$/, '').length;
    const data = content.subarray(from, to);
    try {
      const inside = (about.includes('/FlateDecode') ? await inflated(data) : new TextDecoder().decode(data)).trim();
      if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(inside)) return inside;
    } catch { /* not what it says it is; another may be */ }
  }
  return '';
};
const isPdf = async file => await file.slice(0, 5).text() === '%PDF-';

const check = async file => {
  says.hidden = true;
  if (file.size > LARGEST) { tell('stop', 'x', 'Not a signed letter', 'The file is larger than any letter. Choose the PDF of the letter, or the .jws file that came with it.'); return; }
  const pdf = await isPdf(file);
  const text = pdf ? await enclosed(file) : (await file.text()).trim();
  if (pdf && !text) {
    tell('stop', 'question', 'No signed letter in it', 'The PDF does not carry the signed letter: it may have been printed or saved again. Ask for the original, or choose the .jws file.');
    return;
  }
  const parts = text.split('.');
  let header, letter;
  try {
    [header, letter] = [json(parts[0]), json(parts[1])];
    if (parts.length !== 3) throw new Error('a compact JWS has three parts');
  } catch {
    tell('stop', 'question', 'Not a signed letter', 'This file holds no signature that we know how to read. Choose the PDF of the letter, or the .jws file that came with it.');
    return;
  }
  const keys = (await (await request('/.well-known/jwks.json', { headers: { Accept: 'application/json' } })).json()).keys;
  const key = keys.find(k => k.kid === header.kid && k.crv === 'Ed25519');
  if (!key || header.alg !== 'EdDSA' || header.typ !== 'clearance-approval+jws' || header.crit) {
    tell('stop', 'x', 'Not signed by the studio', 'The signature was not made with any of our keys. Don’t rely on this file.');
    return;
  }
  if (!await ed25519(key, bytes(parts[2]), new TextEncoder().encode(`${parts[0]}.${parts[1]}`))) {
    tell('stop', 'x', 'Changed, or not ours', 'The signature does not fit the content. Don’t rely on this file.');
    return;
  }
  show(letter);
  const link = make('a', { href: `/verify/${encodeURIComponent(letter.number)}`, textContent: 'See whether it still holds today' });
  if (pdf) {
    tell('ok', 'shield', 'The letter inside is genuine', `Signed by the studio with key ${header.kid}, and unchanged since. The pages are a view of it: what is listed below is what counts. `, link, '.');
  } else {
    tell('ok', 'shield', 'The file is genuine', `Signed by the studio with key ${header.kid}, and unchanged since. `, link, '.');
  }
};

const start = async file => {
  if (!file) return;
  if (!await able()) {
    tell('warn', 'question', 'Your browser cannot check it by itself', 'Press “Check the file” to send it to us instead. It is checked and not kept.');
    form.dataset.byServer = 'yes';
    return;
  }
  try { await check(file); } catch {
    tell('warn', 'late', 'The check did not finish', 'Our keys could not be loaded. Nothing is wrong with your file; try again in a moment.');
  }
};

input.addEventListener('change', () => start(input.files[0]));
form.addEventListener('submit', event => {
  if (form.dataset.byServer) return;
  event.preventDefault();
  rearm(form);
  start(input.files[0]);
});
// The page accepts a file dropped anywhere on the box, not only on the button inside it.
const drop = $('[data-drop]');
drop.addEventListener('dragover', event => event.preventDefault());
drop.addEventListener('drop', event => {
  event.preventDefault();
  if (!event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  start(input.files[0]);
});
