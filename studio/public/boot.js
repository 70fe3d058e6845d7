// Before the first paint: the language, theme and density that were chosen. A file, because the page's policy forbids inline scripts.
try {
  const { language, theme, density } = JSON.parse(localStorage.getItem('kiln.preferences') || '{}');
  const root = document.documentElement;
  root.lang = language || (/^zh/i.test(navigator.language) ? 'zh-CN' : 'en');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  if (density === 'compact') root.dataset.density = density;
} catch {
  // Storage may be forbidden: then the system decides.
}
