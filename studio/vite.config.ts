import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: {
      // The form library's test helpers, which nothing here uses, ask for a validator that compiles code in the browser.
      '@rjsf/validator-ajv8': fileURLToPath(new URL('src/forms/noValidator.ts', import.meta.url)),
    },
  },
  build: {
    target: 'es2022',
    // A data: URL would need an exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { '/api': server, '/live': { target: server, ws: true } },
  },
});
