import { join } from 'node:path';

interface ChunkGroup {
  readonly name: string | ((id: string, graph: ModuleGraph) => string | null);
  readonly priority: number;
  readonly minShareCount?: number;
  readonly test?: RegExp;
  readonly tags?: '$initial'[];
}

interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

type Stage = readonly [name: string, pages: readonly string[]];

/**
 * Stages in which people come to know the application, and the page each begins with, in `src`. What pages share of a
 * stage is one file, not one for each set of pages that share it: a browser fetches six at once. Behind the last stage
 * pages have little in common, and a file for all of them would be one that most do not need.
 */
const stages: readonly Stage[] = [
  ['start', ['app/home/HomePage.tsx']],
  ['entrance', ['identity/entrance/Entrance.tsx', 'identity/session/SignInAgain.tsx']],
  ['lists', ['workspace/ListPage.tsx']],
];

/** Through the index of its package, each page seems to import every icon. */
const icons = /[\\/]lucide-react[\\/]/;

/** Priority of the last stage: there is room for further ones behind it. */
const least = 10;

/** How the bundler divides the application into files: what index.html brings is one, and what each stage adds is one. */
export function chunkStages(src: string): ChunkGroup[] {
  return [
    { name: 'app', tags: ['$initial'], priority: least + stages.length + 1 },
    { name: 'icons', test: icons, minShareCount: 5, priority: least + stages.length },
    ...stageGroups(src, stages, least),
  ];
}

/** The same for further stages, beside chunkStages. */
export function laterStages(src: string, later: readonly Stage[]): ChunkGroup[] {
  return stageGroups(src, [...stages, ...later], 0).slice(stages.length);
}

/** What a group takes brings along what it imports, unless a group before it has that. */
function stageGroups(src: string, all: readonly Stage[], lowest: number): ChunkGroup[] {
  let stageOf: ReadonlyMap<string, string> | undefined;
  const ofStage = (name: string) => (id: string, graph: ModuleGraph) => {
    stageOf ??= findStages(src, all, graph);
    return stageOf.get(id) === name ? name : null;
  };
  return all.map(([name], index) => ({
    name: ofStage(name),
    minShareCount: 2,
    priority: lowest + all.length - 1 - index,
  }));
}

/** The first stage in which a module is imported, by its id. */
function findStages(src: string, all: readonly Stage[], graph: ModuleGraph): ReadonlyMap<string, string> {
  const stageOf = new Map<string, string>();
  for (const [name, pages] of all) {
    const ahead = pages.map((page) => join(src, page));
    for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
      if (stageOf.has(id) || icons.test(id)) continue;
      const module = graph.getModuleInfo(id);
      if (!module) throw new Error(`A stage of the application begins with ${id}, which is not a part of it.`);
      stageOf.set(id, name);
      ahead.push(...module.importedIds);
    }
  }
  return stageOf;
}
