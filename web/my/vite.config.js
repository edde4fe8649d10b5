import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const host = process.env.CRM_HOST ?? 'http://localhost:5080';

export default defineConfig({
  base: '/my/',
  plugins: [react()],
  build: {
    outDir: '../dist/my',
    emptyOutDir: true,
    target: 'es2022',
    // The pages run under a policy without inline script and data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { port: 5175, proxy: { '/api': host, '/health': host, '/in': host } },
});
