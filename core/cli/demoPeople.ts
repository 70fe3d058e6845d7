import { createHash } from 'node:crypto';
import type { Ctx } from '../context/types.ts';
import { createPerson } from '../identity/createPerson.ts';
import { setPassword } from '../identity/setPassword.ts';
import type { JsonObject } from '../lib/json.ts';
import { create } from '../records/create.ts';

interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly language: 'en' | 'zh-CN';
  readonly jobTitle: string;
  readonly role: string;
  /** Index in `teams`. */
  readonly team: number;
  readonly manages?: true;
}

/** A team and the index of the one above it. */
const teams: readonly { readonly name: string; readonly parent?: number }[] = [
  { name: 'Sales' },
  { name: '华东销售', parent: 0 },
  { name: 'Sales Europe', parent: 0 },
  { name: 'Service' },
  { name: 'Marketing' },
];

const people: readonly DemoPerson[] = [
  {
    name: '陈静',
    email: 'chen.jing@demo.example',
    language: 'zh-CN',
    jobTitle: '销售总监',
    role: 'salesManager',
    team: 0,
    manages: true,
  },
  {
    name: '王磊',
    email: 'wang.lei@demo.example',
    language: 'zh-CN',
    jobTitle: '客户经理',
    role: 'salesperson',
    team: 1,
  },
  {
    name: '刘洋',
    email: 'liu.yang@demo.example',
    language: 'zh-CN',
    jobTitle: '客户经理',
    role: 'salesperson',
    team: 1,
  },
  {
    name: 'Emma Rossi',
    email: 'emma.rossi@demo.example',
    language: 'en',
    jobTitle: 'Account manager',
    role: 'salesperson',
    team: 2,
  },
  {
    name: 'Jonas Kim',
    email: 'jonas.kim@demo.example',
    language: 'en',
    jobTitle: 'Account manager',
    role: 'salesperson',
    team: 2,
  },
  {
    name: '赵敏',
    email: 'zhao.min@demo.example',
    language: 'zh-CN',
    jobTitle: '客户服务',
    role: 'serviceAgent',
    team: 3,
    manages: true,
  },
  {
    name: 'Hugo Meyer',
    email: 'hugo.meyer@demo.example',
    language: 'en',
    jobTitle: 'Marketing manager',
    role: 'marketing',
    team: 4,
    manages: true,
  },
];

export interface DemoPeople {
  readonly ids: readonly string[];
  /** The same for the same record, and for the records of one account. */
  readonly ownerOf: (entity: string, record: JsonObject) => string;
  /** Addresses with the roles that they hold. */
  readonly accounts: readonly { readonly email: string; readonly role: string }[];
}

/** A handful of people with roles and teams, who sign in with one password. */
export async function makeDemoPeople(ctx: Ctx, password: string): Promise<DemoPeople> {
  const ids: string[] = [];
  for (const { name, email, language, role, jobTitle } of people) {
    const id = await createPerson(ctx, { name, email, language });
    await setPassword(ctx.run, id, password);
    await ctx.run.query({
      text: 'insert into kiln.role_member (user_id, role) values ($1::uuid, $2)',
      values: [id, role],
    });
    await ctx.run.query({ text: 'update data."user" set job_title = $2 where id = $1::uuid', values: [id, jobTitle] });
    ids.push(id);
  }
  await makeTeams(ctx, ids);
  const holding = (role: string) => ids.filter((_, index) => people[index]?.role === role);
  const [sales, service] = [holding('salesperson'), holding('serviceAgent')];
  return {
    ids,
    ownerOf: (entity, record) => pick(entity === 'ticket' ? service : sales, String(record.account ?? record.id)),
    accounts: people.map(({ email, role }) => ({ email, role })),
  };
}

async function makeTeams(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const made: string[] = [];
  for (const [index, { name, parent }] of teams.entries()) {
    const members = ids.filter((_, at) => people[at]?.team === index);
    const manager = ids.find((_, at) => people[at]?.team === index && people[at]?.manages);
    const values: JsonObject = {
      name,
      members,
      ...(parent === undefined ? {} : { parent: made[parent] ?? null }),
      ...(manager === undefined ? {} : { manager }),
    };
    const { id }: { readonly id: string } = JSON.parse(await create(ctx, 'team', values));
    made.push(id);
  }
}

function pick(from: readonly string[], by: string): string {
  const number = createHash('sha256').update(by).digest().readUInt32BE(0);
  return from[number % from.length] ?? '';
}
