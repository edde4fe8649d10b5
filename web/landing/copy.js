// The landing page needs no build: three files beside the two apps.
import { copyFile, mkdir } from 'node:fs/promises';

const from = new URL('./', import.meta.url);
const to = new URL('../dist/', import.meta.url);
await mkdir(to, { recursive: true });
for (const file of ['index.html', 'landing.css', 'landing.js']) await copyFile(new URL(file, from), new URL(file, to));
