import { expect, test } from 'vitest';
import { isObject, type Json } from '../../../../core/lib/json.ts';
import englishDesigner from './designer/en.json' with { type: 'json' };
import chineseDesigner from './designer/zh-CN.json' with { type: 'json' };
import english from './en.json' with { type: 'json' };
import englishFlow from './flow/en.json' with { type: 'json' };
import chineseFlow from './flow/zh-CN.json' with { type: 'json' };
import englishInbox from './inbox/en.json' with { type: 'json' };
import chineseInbox from './inbox/zh-CN.json' with { type: 'json' };
import englishPages from './pages/en.json' with { type: 'json' };
import chinesePages from './pages/zh-CN.json' with { type: 'json' };
import englishPlugins from './plugins/en.json' with { type: 'json' };
import chinesePlugins from './plugins/zh-CN.json' with { type: 'json' };
import englishRuns from './runs/en.json' with { type: 'json' };
import chineseRuns from './runs/zh-CN.json' with { type: 'json' };
import englishSettings from './settings/en.json' with { type: 'json' };
import chineseSettings from './settings/zh-CN.json' with { type: 'json' };
import englishStudio from './studio/en.json' with { type: 'json' };
import chineseStudio from './studio/zh-CN.json' with { type: 'json' };
import englishViews from './views/en.json' with { type: 'json' };
import chineseViews from './views/zh-CN.json' with { type: 'json' };
import englishWorkflows from './workflows/en.json' with { type: 'json' };
import chineseWorkflows from './workflows/zh-CN.json' with { type: 'json' };
import chinese from './zh-CN.json' with { type: 'json' };

/** The first texts, those that come with the settings, those of the Studio, and of boards and calendars. */
const en: readonly Json[] = [
  english,
  englishSettings,
  englishStudio,
  englishViews,
  englishDesigner,
  englishPages,
  englishPlugins,
  englishFlow,
  englishWorkflows,
  englishInbox,
  englishRuns,
];
const zh: readonly Json[] = [
  chinese,
  chineseSettings,
  chineseStudio,
  chineseViews,
  chineseDesigner,
  chinesePages,
  chinesePlugins,
  chineseFlow,
  chineseWorkflows,
  chineseInbox,
  chineseRuns,
];

const sources = import.meta.glob<string>('../../**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });

function texts(node: Json, path = ''): [string, string][] {
  if (!isObject(node)) return [[path, String(node)]];
  return Object.entries(node).flatMap(([key, value]) => texts(value, path ? `${path}.${key}` : key));
}

/** A plural's forms count as one text: Chinese has fewer of them. */
function names(catalogues: readonly Json[]): string[] {
  return [
    ...new Set(catalogues.flatMap((each) => texts(each)).map(([path]) => path.replace(/_(one|other)$/, ''))),
  ].sort();
}

/** Names in calls, and those that begin as a call does whose end is only known when it is made. */
function usedNames(): string[] {
  const found = (pattern: RegExp) =>
    Object.values(sources).flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name ?? ''));
  const starts = found(/\bt\(\s*`([\w.]+\.)\$\{/g);
  const built = names(en).filter((name) => starts.some((start) => name.startsWith(start)));
  return [...new Set([...found(/\bt\(\s*'([\w.]+)'/g), ...built])].sort();
}

test('both languages have the same texts', () => {
  expect(names(zh)).toEqual(names(en));
});

test('every text that is used is there, and none is left over', () => {
  expect(names(en)).toEqual(usedNames());
});

test('no text comes twice', () => {
  const all = en.flatMap((each) => names([each]));
  expect(all.filter((name, at) => all.indexOf(name) !== at)).toEqual([]);
});

test('no text is empty, and both fill in the same values', () => {
  const others = new Map(zh.flatMap((each) => texts(each)));
  for (const [path, english] of en.flatMap((each) => texts(each))) {
    expect(english.trim(), path).not.toBe('');
    const other = others.get(path);
    if (other !== undefined) expect(holes(other), path).toEqual(holes(english));
  }
});

function holes(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)[^}]*\}\}/g)].map(([, name]) => name ?? '').sort();
}
