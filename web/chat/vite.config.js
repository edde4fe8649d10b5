import { defineConfig } from 'vite';

const host = process.env.CRM_HOST ?? 'http://localhost:5080';

export default defineConfig({
  base: '/chat/',
  build: {
    outDir: '../dist/chat',
    emptyOutDir: true,
    target: 'es2022',
    // The page runs under a policy without inline script, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { port: 5176, proxy: { '/api': host, '/v3': { target: host, ws: true } } },
});
