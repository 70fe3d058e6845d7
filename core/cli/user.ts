import { parseArgs } from 'node:util';
import pino from 'pino';
import { StartError } from '../config/StartError.ts';
import { systemActor } from '../context/systemActor.ts';
import type { Ctx } from '../context/types.ts';
import { changeUser } from '../identity/changeUser.ts';
import type { Identity } from '../identity/Identity.ts';
import { inviteUser } from '../identity/inviteUser.ts';
import { listUsers } from '../identity/listUsers.ts';
import { resetSecondFactor, resetUserPassword } from '../identity/resetUser.ts';
import type { SentLink } from '../identity/sendLink.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { createWorkspace } from '../workspace/createWorkspace.ts';
import type { Command } from './command.ts';
import { print, printProgress } from './terminal.ts';

interface Task {
  readonly ctx: Ctx;
  readonly identity: Identity;
  /** Origin of links. */
  readonly origin: string;
  readonly values: { readonly name?: string | undefined; readonly roles?: string | undefined };
}

type Action = (task: Task, email: string) => Promise<void>;

const actions: Readonly<Record<string, Action>> = {
  async add({ ctx, identity, origin, values }, email) {
    const roles = values.roles?.split(',').filter(Boolean) ?? [];
    const name = values.name ?? email.split('@')[0] ?? email;
    printLink(email, await inviteUser(ctx, identity, { email, name, roles }, origin));
  },
  async 'reset-password'({ ctx, identity, origin }, email) {
    printLink(email, await resetUserPassword(ctx, identity, await idOf(ctx, email), origin));
  },
  async 'reset-second-factor'({ ctx }, email) {
    await resetSecondFactor(ctx, await idOf(ctx, email));
    print(`\n${email} signs in with the password alone now.`);
  },
  async roles({ ctx, values }, email) {
    await changeUser(ctx, await idOf(ctx, email), { roles: values.roles?.split(',').filter(Boolean) ?? [] });
    print(`\n${email} holds: ${values.roles || 'no role'}.`);
  },
  async disable({ ctx }, email) {
    await changeUser(ctx, await idOf(ctx, email), { active: false });
    print(`\n${email} is signed out everywhere and cannot sign in.`);
  },
  async enable({ ctx }, email) {
    await changeUser(ctx, await idOf(ctx, email), { active: true });
    print(`\n${email} can sign in again.`);
  },
};

export const userCommand: Command = {
  usage:
    'user list · user add|roles <e-mail> [--name <name>] [--roles a,b] · user reset-password|reset-second-factor|disable|enable <e-mail>',
  summary:
    'people who sign in: list and invite them, give roles, send a new password, take away a lost second factor, switch them off',
  async run({ args, config: readConfig }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { name: { type: 'string' }, roles: { type: 'string' } },
    });
    const [name = '', email] = positionals;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (name !== 'list' && (!action || email === undefined)) {
      throw new StartError(`Say what to do: npx kiln ${userCommand.usage}`);
    }
    const config = readConfig();
    // The administrator of the environment is the server's to know.
    const workspace = await createWorkspace(
      { ...config, admin: undefined },
      { log: pino({ level: 'error' }), progress: printProgress },
    );
    try {
      const ctx = workspace.ctx(systemActor, 'cli').through('cli');
      const origin = config.url ?? `http://${config.host}:${config.port}`;
      if (action && email !== undefined) await action({ ctx, identity: workspace.identity, origin, values }, email);
      else await printUsers(ctx);
      return 0;
    } finally {
      await workspace.close();
    }
  },
};

function printLink(email: string, { mailed, link }: SentLink): void {
  if (mailed) print(`\nA mail is on its way to ${email}.`);
  else if (link !== undefined) print(`\nHand this link to ${email}; it works once:\n\n  ${link}`);
}

async function idOf(ctx: Ctx, email: string): Promise<string> {
  const [row] = await ctx.run.query({
    text: 'select id from data."user" where lower(email) = lower($1) and deleted_at is null',
    values: [email],
  });
  if (row?.[0]) return row[0];
  throw new StartError(`There is no user ${email}.`);
}

async function printUsers(ctx: Ctx): Promise<void> {
  for (let after: string | undefined; ; ) {
    const page: Json = JSON.parse(await listUsers(ctx, { limit: 1000, ...(after ? { after } : {}) }));
    if (!isObject(page) || !Array.isArray(page.data)) return;
    for (const user of page.data) if (isObject(user)) print(lineOf(user));
    if (typeof page.next !== 'string') return;
    after = page.next;
  }
}

function lineOf({ name, email, status, roles, lastSignInAt }: JsonObject): string {
  const held = Array.isArray(roles) ? roles.join(', ') : '';
  const seen = typeof lastSignInAt === 'string' ? `, last here ${lastSignInAt.slice(0, 10)}` : '';
  return `  ${String(name)} <${String(email ?? '–')}>  ${String(status)}${held ? `, ${held}` : ''}${seen}`;
}
