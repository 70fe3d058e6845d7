import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { chunkStages } from './chunkStages.ts';
import { tokensCss } from './src/ui/tokensCss.ts';

const server = 'http://127.0.0.1:3000';

/** The design language stands in the page itself: the first paint needs it. */
const tokens: Plugin = {
  name: 'kiln-tokens',
  transformIndexHtml: () => [{ tag: 'style', children: tokensCss(), injectTo: 'head-prepend' }],
};

export default defineConfig({
  plugins: [react(), tokens],
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
    rolldownOptions: {
      output: { codeSplitting: { groups: chunkStages(fileURLToPath(new URL('src', import.meta.url))) } },
    },
  },
  server: {
    proxy: { '/api': server, '/live': { target: server, ws: true } },
  },
});
