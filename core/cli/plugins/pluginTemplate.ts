/** The files of a plugin that somebody begins, by path. */
export function pluginTemplate(id: string): Readonly<Record<string, string>> {
  const title = words(id);
  const one = singular(id);
  const entity = one.replaceAll(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase()).slice(0, 40);
  const [entityTitle, pluralTitle] = [words(one), one === id ? plural(title) : title];
  return {
    'plugin.json': json({
      id,
      version: '1.0.0',
      title,
      description: `What ${title} is for, in a sentence.`,
      kiln: '>=0.1',
      main: 'src/index.ts',
      capabilities: { records: { [entity]: ['*'] } },
    }),
    [`definitions/entity/${entity}.json`]: json({
      $schema: 'kiln:entity',
      $id: entity,
      title: entityTitle,
      'x-plural': pluralTitle,
      'x-icon': 'sparkles',
      'x-group': title,
      type: 'object',
      required: ['name', 'status'],
      properties: {
        name: { type: 'string', title: 'Name', minLength: 1, maxLength: 200 },
        status: {
          type: 'string',
          title: 'Status',
          enum: ['open', 'done'],
          default: 'open',
          'x-options': { open: { title: 'Open' }, done: { title: 'Done' } },
        },
        doneAt: { type: 'string', format: 'date-time', title: 'Done at' },
      },
      'x-display': 'name',
      'x-search': ['name'],
    }),
    'definitions/locales/zh-CN.json': json({
      $schema: 'kiln:locale',
      $id: 'zh-CN',
      entities: {
        [entity]: {
          title: entityTitle,
          pluralTitle: entityTitle,
          fields: {
            name: { title: '名称' },
            status: { title: '状态', options: { open: '未完成', done: '已完成' } },
            doneAt: { title: '完成时间' },
          },
        },
      },
      plugins: {
        [id]: { title, texts: { 'What is done has to have a longer name.': '已完成的记录需要更长的名称。' } },
      },
    }),
    'src/index.ts': code(entity),
    'src/index.test.ts': tests(entity),
    '.gitignore': gitignore,
    'README.md': readme(id, title, entity),
    'tsconfig.json': json({
      compilerOptions: {
        target: 'es2024',
        module: 'esnext',
        moduleResolution: 'bundler',
        lib: ['es2024', 'esnext.iterator'],
        types: [],
        strict: true,
        verbatimModuleSyntax: true,
        erasableSyntaxOnly: true,
        allowImportingTsExtensions: true,
        skipLibCheck: true,
        noEmit: true,
      },
      include: ['src', 'types'],
    }),
  };
}

const code = (entity: string) => `import { definePlugin, refuse } from 'kiln:sdk';

export default definePlugin({
  hooks: {
    ${entity}: {
      // Before a record is saved: what is answered is saved instead of what was sent.
      updating(ctx, change, record) {
        if (change.status !== 'done' || record.status === 'done') return;
        if ((change.name ?? record.name).length < 3) refuse({ name: ctx.t('What is done has to have a longer name.') });
        return { doneAt: ctx.now.toISOString() };
      },
    },
  },
  functions: {
    // POST /api/plugins/<id>/functions/summary
    summary: {
      title: 'How much is done',
      async handler(ctx) {
        const rows = await ctx.records('${entity}').aggregate({ measure: 'count()', group: 'status' });
        return Object.fromEntries(rows.map((row) => [row.status, row['count()']]));
      },
    },
  },
});
`;

const tests = (entity: string) => `import { afterAll, expect, openKiln, test } from 'kiln:test';

// A Kiln of this file's own, with the plugin in the real sandbox.
const kiln = await openKiln();
afterAll(() => kiln.close());

test('notes when something was done', async () => {
  const record = await kiln.records('${entity}').create({ name: 'Write a plugin' });
  expect(record.doneAt).toBeNull();
  const done = await kiln.records('${entity}').update(record.id, { status: 'done' });
  expect(done.doneAt).not.toBeNull();
});

test('refuses names that say nothing', async () => {
  const record = await kiln.records('${entity}').create({ name: 'x' });
  await expect(kiln.records('${entity}').update(record.id, { status: 'done' })).rejects.toMatchObject({
    code: 'KILN_INVALID',
    errors: [{ pointer: '/name', message: 'What is done has to have a longer name.' }],
  });
});

test('counts what is done', async () => {
  expect(await kiln.call('summary')).toEqual({ open: 1, done: 1 });
});
`;

const readme = (id: string, title: string, entity: string) => `# ${title}

A plugin for Kiln. \`${entity}\` is its entity; a hook notes when one was done, and the function \`summary\` counts them.

\`\`\`
npx kiln plugin dev      runs it in your Kiln, and again with each change that you save
npx kiln plugin test     runs its tests in the real sandbox
npx kiln plugin pack     makes ${id}-1.0.0.tgz of it
\`\`\`

Titles stand in \`definitions/entity/${entity}.json\`, those in Chinese in \`definitions/locales/zh-CN.json\`: give them a name in Chinese there.
`;

const gitignore = `# What "npx kiln plugin pack" makes.
*.tgz
# Nor is the rest part of the repository around it. Without this line the plugin is kept in git.
*
`;

/** `store-visits`: Store visits */
function words(id: string): string {
  return id.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
}

/** By the rules of English; names that follow none are the author's to change. */
function singular(id: string): string {
  if (/[^aeiou]ies$/.test(id)) return id.replace(/ies$/, 'y');
  if (/(s|x|z|ch|sh)es$/.test(id)) return id.replace(/es$/, '');
  return /[^su-]s$/.test(id) && !/(is|news|series)$/.test(id) ? id.slice(0, -1) : id;
}

function plural(title: string): string {
  if (/[^aeiou]y$/.test(title)) return title.replace(/y$/, 'ies');
  return /(s|x|z|ch|sh)$/.test(title) ? `${title}es` : `${title}s`;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
