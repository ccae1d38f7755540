#!/usr/bin/env node
// Checks a written approval without Clearance: Node 18 or newer, nothing to install.
//
//   node verify-letter.mjs LETTER JWKS
//
// LETTER is the .jws file or the PDF that encloses it, JWKS the studio's public keys as published at /.well-known/jwks.json.
// Prints the letter and exits 0 when a key of the set signed it; says why not and exits 1 otherwise.
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const refuse = why => { console.error(`Not genuine: ${why}.`); process.exit(1); };

const [letterFile, jwksFile] = process.argv.slice(2);
if (!jwksFile) { console.error('Usage: node verify-letter.mjs LETTER JWKS'); process.exit(2); }

// The PDF holds the signed letter as it is, uncompressed.
const file = readFileSync(letterFile, 'latin1');
const compact = file.startsWith('%PDF-') ? file.match(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{86}(?![\w-])/)?.[0] : file.trim();
if (!compact || compact.split('.').length !== 3) refuse('there is no signed letter in the file');

const [head, body, signature] = compact.split('.');
let header;
try { header = JSON.parse(Buffer.from(head, 'base64url')); } catch { refuse('there is no signed letter in the file'); }
if (header.alg !== 'EdDSA' || header.typ !== 'clearance-approval+jws' || header.crit) refuse('it is no signed approval');

const jwk = JSON.parse(readFileSync(jwksFile)).keys.find(key => key.kid === header.kid && key.crv === 'Ed25519');
if (!jwk) refuse(`the key ${header.kid} is not in the set`);

const key = createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, format: 'jwk' });
if (!verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))) refuse('the signature does not fit');

console.log(JSON.stringify(JSON.parse(Buffer.from(body, 'base64url')), null, 2));
