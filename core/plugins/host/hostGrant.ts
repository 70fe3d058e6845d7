/**
 * Whether hosts as in manifests (`api.example.com`, `*.example.com`, with a port where it is not 443) cover an
 * address.
 */
export function coversHost(granted: readonly string[], url: URL): boolean {
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  const port = url.port || (url.protocol === 'http:' ? '80' : '443');
  return granted.some((pattern) => {
    const [, name = '', given = '443'] = /^(.*?)(?::(\d+))?$/.exec(pattern.toLowerCase()) ?? [];
    if (port !== given) return false;
    if (name.startsWith('*.')) return host.endsWith(name.slice(1)) && host.length > name.length - 1;
    return host === name;
  });
}
