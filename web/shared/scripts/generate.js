// Rewrites api-types.ts from the host's own description: npm run generate -- http://localhost:5080/openapi/v1.json
import { writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const source = process.argv[2] ?? 'http://localhost:5080/openapi/v1.json';
const target = new URL('../src/api-types.ts', import.meta.url);
const url = /^https?:/.test(source) ? new URL(source) : new URL(source, `file://${process.cwd()}/`);
const types = await openapiTS(url, { alphabetize: true });
await writeFile(target, `/** Written by npm run generate from ${url.pathname}; do not edit. */\n${astToString(types)}`);
console.log(`Wrote ${target.pathname} from ${source}. Run npm run check: model.ts names the schemas the pages use.`);
