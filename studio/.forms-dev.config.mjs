import base from './vite.config.ts';
const server = 'http://127.0.0.1:3155';
export default { ...base, root: '/work/main/studio', cacheDir: '/tmp/forms/vitecache', server: { port: 3156, strictPort: true, host: '127.0.0.1', hmr: false, proxy: { '/api': server, '/live': { target: server, ws: true } } } };
