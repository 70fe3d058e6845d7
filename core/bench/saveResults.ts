import { readFileSync, writeFileSync } from 'node:fs';

const sections = [
  ...['bench', 'bench:live', 'bench:sandbox', 'bench:plugins', 'bench:workflows', 'bench:ui', 'test:chaos'],
] as const;

/** Puts what a run measured into its own section of core/bench/RESULTS.md; the other run's stays as it is. */
export function saveResults(command: (typeof sections)[number], markdown: string): void {
  const file = new URL('RESULTS.md', import.meta.url);
  writeFileSync(file, withSection(readFileSync(file, 'utf8'), command, markdown));
}

export function withSection(page: string, command: (typeof sections)[number], markdown: string): string {
  const kept = sections.map((section) => [
    `## \`npm run ${section}\``,
    section === command ? markdown.trim() : sectionOf(page, section),
  ]);
  return `# Results\n\n${kept
    .filter(([, text]) => text)
    .map((parts) => parts.join('\n\n'))
    .join('\n\n')}\n`;
}

function sectionOf(page: string, section: string): string {
  const [, text = ''] = page.split(`## \`npm run ${section}\`\n`);
  return (text.split(/^## /m)[0] ?? '').trim();
}
