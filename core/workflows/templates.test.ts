import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemActor } from '../context/systemActor.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { translateWorkflow } from '../model/kinds/workflow/texts.ts';
import { fetchAsAdmin } from '../testing/asAdmin.ts';
import { type DefinitionsClient, definitionsClient } from '../testing/definitionsClient.ts';
import { type SignedIn, signedIn } from '../testing/signedIn.ts';
import { startTestServer, type TestServer } from '../testing/startTestServer.ts';
import { checkRuns } from './runs/checkRuns.ts';
import { startTick } from './triggers/cron/startTick.ts';
import { runDates } from './triggers/dates/runDates.ts';

/** Workflows of the base CRM, switched on as somebody does who wants them. */
const templates = [
  ...['leadAssignment', 'followUpReminder', 'slaEscalation', 'quoteApproval'],
  ...['birthdayGreeting', 'complaintHandling', 'dormantCustomerRecall'],
] as const;

let server: TestServer;
let smtp: SMTPServer;
let client: DefinitionsClient;
let mails: string[] = [];
/** Ann and Ben sell, Cat leads them, Dan and Eve answer tickets. */
let people: Record<'ann' | 'ben' | 'cat' | 'dan' | 'eve', SignedIn>;

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      text(stream).then((raw) => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join();
        const subject = /^Subject: (.*)$/m.exec(raw)?.[1]?.trim() ?? '';
        if (raw.includes('Auto-Submitted')) mails.push(`${to} ${subject}`);
        done();
      }, done);
    },
  });
  const listener = smtp.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  server = await startTestServer({
    definitions: [join(import.meta.dirname, '../../schemas/crm')],
    identity: { mail: { url: `smtp://127.0.0.1:${port}`, from: 'Kiln <kiln@crm.example.com>' } },
  });
  client = definitionsClient(server);
  people = {
    ann: await signedIn(server, 'Ann', ['salesperson']),
    ben: await signedIn(server, 'Ben', ['salesperson']),
    cat: await signedIn(server, 'Cat', ['salesManager']),
    dan: await signedIn(server, 'Dan', ['serviceAgent']),
    eve: await signedIn(server, 'Eve', ['serviceAgent']),
  };
  for (const name of ['ann', 'ben', 'dan'] as const) {
    await client.call(`/api/records/user/${people[name].id}`, { manager: people.cat.id }, 'PATCH');
  }
  await client.apply(await Promise.all(templates.map(switchedOn)));
}, 90_000);
afterAll(async () => {
  await server.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});
beforeEach(() => {
  mails = [];
});

async function switchedOn(name: string) {
  return { kind: 'workflow', name, document: { ...(await client.read('workflow', name)), enabled: true } };
}

async function make(entity: string, values: JsonObject, by?: SignedIn): Promise<string> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(values) };
  const answer = by && (await by.fetch(`/api/records/${entity}`, init));
  const reply = answer ? { status: answer.status, body: JSON.parse(await answer.text()) } : undefined;
  const { status, body } = reply ?? (await client.call(`/api/records/${entity}`, values));
  expect(status, JSON.stringify(body)).toBe(201);
  return String(body.id);
}

async function change(entity: string, id: string, values: JsonObject): Promise<void> {
  const { status, body } = await client.call(`/api/records/${entity}/${id}`, values, 'PATCH');
  expect(status, JSON.stringify(body)).toBe(200);
}

const read = async (entity: string, id: string) => (await client.call(`/api/records/${entity}/${id}`)).body;

async function tasksAbout(id: string): Promise<Json> {
  const { body } = await client.call(
    `/api/records/activity?where=${encodeURIComponent(`about == '${id}'`)}&sort=createdAt`,
  );
  return body.data ?? [];
}

/** What somebody was told, the first first. */
async function told(who: SignedIn): Promise<string[]> {
  const { data }: { data: { title: string }[] } = JSON.parse(await (await who.fetch('/api/notifications')).text());
  return data.map(({ title }) => title).reverse();
}

const hears = (who: SignedIn, title: string) => expect.poll(() => told(who), { timeout: 20_000 }).toContain(title);

const stateOf = async (workflow: string, record?: string) => {
  const about = record ? ` and record = '${record}'` : '';
  const [row] = await client.query(
    `select state, error ->> 'message' from kiln.run where workflow = '${workflow}'${about} order by seq desc limit 1`,
  );
  return row?.filter((each) => each !== null).join(': ');
};

const reaches = (workflow: string, state: string, record?: string) =>
  expect.poll(() => stateOf(workflow, record), { timeout: 20_000 }).toBe(state);

/** As if all that runs wait for had come. */
const timePasses = () =>
  client.query(`update kiln.run_wait set wake_at = now(),
    state = case when state ->> 'deadline' is null then state else json_build_object('deadline', now()) end
    where wake_at is not null or state ->> 'deadline' is not null`);

const ctx = () => server.workspace.ctx(systemActor, 'test');

/** Looks for dates that came in the last hour. */
async function datesCome(): Promise<void> {
  await client.query(
    `update kiln.workflow_clock set since = now() - interval '2 days', upto = now() - interval '1 day'`,
  );
  await runDates(ctx(), new AbortController().signal);
}

const tick = (workflow: string) => startTick(ctx(), { workflow, tick: new Date().toISOString() });
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('they come switched off, and speak Chinese to whoever wants that', async () => {
  const base = server.workspace.model();
  expect([...base.workflows.keys()].sort()).toEqual([...templates].sort());
  const texts = base.locales.get('zh-CN')?.workflows ?? {};
  for (const name of templates) {
    const [row] = await client.query(
      `select document ->> 'enabled' from kiln.definition where kind = 'workflow' and name = '${name}' and package = 'crm'`,
    );
    expect(row).toEqual(['false']);
  }
  const document = await client.read('workflow', 'leadAssignment');
  const words = (english: string) => texts.leadAssignment?.[english] ?? english;
  const translated = translateWorkflow(document, { title: (title) => title, words });
  expect(translated).toMatchObject({ title: 'Lead assignment', trigger: document.trigger });
  expect(JSON.stringify(translated)).toContain('您有新线索：${record.label}');
  await client.apply([{ kind: 'workflow', name: 'leadAssignment', document: translated }]);
  await client.apply([{ kind: 'workflow', name: 'leadAssignment', document }]);
});

describe('lead assignment', () => {
  test('gives leads in turn to whoever has the fewest, and tells whoever leads sales where nobody answers', async () => {
    const { ann, ben, cat } = people;
    const ids = [
      await make('lead', { name: 'Lin', source: 'website', temperature: 'hot', needs: 'Lamps' }),
      await make('lead', { name: 'Max', source: 'website' }),
    ];
    const referred = await make('lead', { name: 'Ref', source: 'referral' });
    for (const id of ids) await reaches('leadAssignment', 'waiting', id);
    const owners = await Promise.all(ids.map(async (id) => (await read('lead', id)).ownerId));
    expect(new Set(owners)).toEqual(new Set([ann.id, ben.id]));
    expect(await stateOf('leadAssignment', referred)).toBeUndefined();
    expect(await tasksAbout(ids[0] ?? '')).toMatchObject([
      {
        type: 'call',
        subject: 'Get in touch with Lin',
        priority: 'high',
        dueOn: day(0),
        assignee: owners[0],
        description: 'Lamps',
      },
    ]);
    await hears(owners[0] === ann.id ? ann : ben, 'A new lead for you: Lin');
    await change('lead', ids[0] ?? '', { status: 'contacted' });
    await reaches('leadAssignment', 'done', ids[0]);
    await timePasses();
    await hears(cat, 'Nobody has got in touch with Max yet');
    expect(await told(cat)).not.toContain('Nobody has got in touch with Lin yet');
  });
});

describe('follow-up reminder', () => {
  test('a task on the day; the manager hears when nothing has happened', async () => {
    const { ann, cat } = people;
    const id = await make('lead', { name: 'Fay', source: 'referral' });
    const quiet = await make('lead', { name: 'Gus', source: 'referral', doNotContact: true });
    for (const lead of [id, quiet]) await change('lead', lead, { ownerId: ann.id, nextFollowUpOn: day(0) });
    await datesCome();
    await hears(ann, 'Follow up today: Fay');
    expect(await tasksAbout(id)).toMatchObject([{ subject: 'Follow up with Fay', dueOn: day(0), assignee: ann.id }]);
    expect(await stateOf('followUpReminder', quiet)).toBeUndefined();
    await timePasses();
    await hears(cat, 'The follow-up with Fay is three days late');
    await reaches('followUpReminder', 'done', id);
  });
});

describe('SLA escalation', () => {
  test('warns, escalates, and tells the owner of the account', async () => {
    const { ann, cat, dan } = people;
    const account = await make('account', { name: 'Acme' });
    await change('account', account, { ownerId: ann.id });
    const dueAt = new Date(Date.now() + 30 * 60_000).toISOString();
    const id = await make('ticket', { subject: 'Dark', account, assignee: dan.id, dueAt });
    await datesCome();
    const { number } = await read('ticket', id);
    await hears(dan, `Due in an hour: ${number} Dark`);
    await reaches('slaEscalation', 'waiting', id);
    await timePasses();
    await hears(cat, `Escalated: ${number} Dark`);
    expect(await read('ticket', id)).toMatchObject({ escalated: true, priority: 'urgent' });
    await reaches('slaEscalation', 'waiting', id);
    await timePasses();
    await hears(ann, `Acme has been waiting: ${number} Dark`);
    await reaches('slaEscalation', 'done', id);
  });

  test('a solution in time ends it; nobody at work gets somebody', async () => {
    const { dan, eve } = people;
    const id = await make('ticket', { subject: 'Loud', dueAt: new Date(Date.now() + 20 * 60_000).toISOString() });
    await datesCome();
    await reaches('slaEscalation', 'waiting', id);
    expect([dan.id, eve.id]).toContain((await read('ticket', id)).assignee);
    await change('ticket', id, { status: 'resolved', resolution: 'Oil.' });
    await reaches('slaEscalation', 'done', id);
    expect(await read('ticket', id)).toMatchObject({ escalated: false });
  });
});

describe('quote approval', () => {
  const line = (unitPrice: number, discount = 0) => ({ quantity: 1, unitPrice, discount });

  async function quote(name: string, lines: readonly JsonObject[]): Promise<string> {
    return make('quote', { name, lines: [...lines] }, people.ann);
  }

  async function submit(id: string): Promise<void> {
    const answer = await people.ann.fetch(`/api/records/quote/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ status: 'inApproval' }),
    });
    expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([200, '']);
  }

  async function decide(id: string, word: string, comment: string): Promise<void> {
    const open = async () => {
      const answer = await people.cat.fetch(`/api/approvals?mine=open&entity=quote&record=${id}`);
      const { data }: { data: { id: string; version: number }[] } = JSON.parse(await answer.text());
      return data;
    };
    await expect.poll(open, { timeout: 20_000 }).toHaveLength(1);
    const [approval] = await open();
    const answer = await people.cat.fetch(`/api/approvals/${approval?.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ do: word, comment, version: approval?.version }),
    });
    expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([200, '']);
  }

  const becomes = (id: string, status: string) =>
    expect.poll(async () => (await read('quote', id)).status, { timeout: 20_000 }).toBe(status);

  test('a small one passes at once', async () => {
    const id = await quote('Small', [line(500)]);
    await submit(id);
    await becomes(id, 'approved');
  });

  test('a manager decides on a large one, which stays as it is meanwhile', async () => {
    const { ann } = people;
    const id = await quote('Large', [line(50_000)]);
    await submit(id);
    await reaches('quoteApproval', 'waiting', id);
    const changed = await ann.fetch(`/api/records/quote/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Larger' }),
    });
    expect(changed.status).toBe(423);
    await decide(id, 'approve', 'Fine.');
    await becomes(id, 'approved');
    const { number } = await read('quote', id);
    await hears(ann, `Quote ${number} is approved: Large`);
    await change('quote', id, { status: 'sent' });
  });

  test('one with a large discount that is rejected is a draft again', async () => {
    const id = await quote('Cheap', [line(1000, 30)]);
    await submit(id);
    await decide(id, 'reject', 'Too cheap.');
    await becomes(id, 'draft');
    const { number } = await read('quote', id);
    await hears(people.ann, `Quote ${number} is not approved: Cheap`);
  });

  test('everybody reads it in their own language, whichever the workflow is written in', async () => {
    const { ann, cat } = people;
    const zoe = await signedIn(server, 'Zoe', ['salesManager']);
    const speaks = (who: SignedIn, language: string | null) => change('user', who.id, { language });
    const json = async (who: SignedIn, path: string) => JSON.parse(await (await who.fetch(path)).text());
    const asked = async (who: SignedIn, id: string, more = '') => {
      const { data } = await json(who, `/api/approvals?mine=open&entity=quote&record=${id}${more}`);
      return data.map(({ title }: JsonObject) => title);
    };
    const english = await client.read('workflow', 'quoteApproval');
    const chinese = translateWorkflow(english, {
      title: (title) => title,
      words: (text) => server.workspace.model().locales.get('zh-CN')?.workflows.quoteApproval?.[text] ?? text,
    });
    await speaks(cat, 'en');
    await speaks(zoe, 'zh-CN');
    await speaks(ann, 'zh-CN');
    for (const document of [english, chinese]) {
      await client.apply([{ kind: 'workflow', name: 'quoteApproval', document }]);
      const id = await quote('Kran', [line(60_000)]);
      await submit(id);
      await reaches('quoteApproval', 'waiting', id);
      const { number } = await read('quote', id);
      const [said, inChinese] = [`Quote ${number}: Kran`, `报价单 ${number}：Kran`];
      await hears(cat, said);
      await hears(zoe, inChinese);
      expect(await asked(cat, id)).toEqual([said]);
      expect(await asked(zoe, id)).toEqual([inChinese]);
      expect([await asked(cat, id, '&locale=zh-CN'), await asked(zoe, id, '&locale=en')]).toEqual([
        [inChinese],
        [said],
      ]);
      const [approval] = (await json(zoe, `/api/approvals?mine=open&record=${id}&entity=quote`)).data;
      expect(await json(zoe, `/api/approvals/${approval.id}`)).toMatchObject({ title: inChinese });
      expect(await json(zoe, `/api/approvals/${approval.id}?locale=en`)).toMatchObject({ title: said });
      await decide(id, 'approve', '好');
      await hears(ann, `报价单 ${number} 已批准：Kran`);
    }
    await client.apply([{ kind: 'workflow', name: 'quoteApproval', document: english }]);
    for (const who of [ann, cat]) await speaks(who, null);
    await client.call(`/api/records/user/${zoe.id}`, { active: false }, 'PATCH');
  });

  test('nobody but a manager approves by hand', async () => {
    await client.apply([
      {
        kind: 'workflow',
        name: 'quoteApproval',
        document: { ...(await client.read('workflow', 'quoteApproval')), enabled: false },
      },
    ]);
    const id = await quote('By hand', [line(50_000)]);
    await submit(id);
    const by = (who: SignedIn) =>
      who.fetch(`/api/records/quote/${id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ status: 'approved' }),
      });
    expect((await by(people.ann)).status).toBe(403);
    await client.apply([await switchedOn('quoteApproval')]);
  });
});

describe('birthday greeting', () => {
  const perDay = 2_500;

  /** That of whoever was greeted last: today's at nine, or yesterday's before that. */
  async function birthday(): Promise<string> {
    const [row] = await client.query(`select to_char(now() - interval '9 hours', 'MM-DD')`);
    // 29 February is there in a year with it only.
    return `1992-${row?.[0]}`;
  }

  const greeted = (count: number) =>
    expect
      .poll(
        () =>
          client.query(`select state, count(*), count(distinct record) from kiln.run
          where workflow = 'birthdayGreeting' group by 1`),
        { timeout: 150_000 },
      )
      .toEqual([['done', String(count), String(count)]]);

  test('by mail in their language, else the owner is told', async () => {
    const born = await birthday();
    const person = { birthday: born, emailOptIn: true };
    const id = await make('contact', { ...person, name: '王芳', email: 'fang@example.com', language: 'zh-CN' });
    await make('contact', { ...person, name: 'Joe', email: 'joe@example.com' });
    const shy = await make('contact', { name: 'Shy', birthday: born });
    await change('contact', shy, { ownerId: people.ben.id });
    await make('contact', { ...person, name: 'Other', email: 'o@example.com', birthday: `1990${day(40).slice(4)}` });
    await datesCome();
    await greeted(3);
    expect(mails.map((each) => each.split(' ')[0]).sort()).toEqual(['fang@example.com', 'joe@example.com']);
    expect(mails).toContain('joe@example.com Happy birthday, Joe!');
    await hears(people.ben, 'It is the birthday of Shy');
    expect(await tasksAbout(id)).toMatchObject([
      { type: 'email', status: 'done', subject: 'Birthday greeting to 王芳' },
    ]);
  });

  test('of everybody, however many there are', { timeout: 180_000 }, async () => {
    const born = await birthday();
    const many = Array.from({ length: perDay }, (_, index) => ({
      name: `Many ${index}`,
      birthday: born,
      ownerId: people.cat.id,
    }));
    for (let at = 0; at < perDay; at += 500) {
      const made = await fetchAsAdmin(`${server.url}/api/records/contact`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(many.slice(at, at + 500)),
      });
      expect([made.status, made.ok ? '' : await made.text()]).toEqual([201, '']);
    }
    await datesCome();
    await datesCome();
    await greeted(perDay + 3);
    const told = await client.query(
      `select count(*), count(distinct title) from kiln.notification where user_id = '${people.cat.id}' and title like '%birthday of Many%'`,
    );
    expect(told).toEqual([[String(perDay), String(perDay)]]);
  });
});

describe('complaint handling', () => {
  test('somebody answers for it, the customer hears of it, and is asked afterwards', async () => {
    const { ann, dan, eve } = people;
    const account = await make('account', { name: 'Zeta' });
    await change('account', account, { ownerId: ann.id });
    const contact = await make('contact', { name: 'Zoe', email: 'zoe@example.com', account });
    const id = await make('ticket', { subject: 'Broken', type: 'complaint', account, contact });
    await reaches('complaintHandling', 'waiting', id);
    const ticket = await read('ticket', id);
    expect(ticket).toMatchObject({ priority: 'high' });
    expect(Date.parse(String(ticket.dueAt)) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect([dan.id, eve.id]).toContain(ticket.assignee);
    await hears(ann, `Complaint ${ticket.number}: Broken`);
    expect(mails).toEqual([`zoe@example.com We have received your complaint (${ticket.number})`]);
    await change('ticket', id, { status: 'resolved', resolution: 'Repaired.' });
    await reaches('complaintHandling', 'waiting', id);
    const ends = async () => {
      await timePasses();
      return stateOf('complaintHandling', id);
    };
    await expect.poll(ends, { timeout: 20_000 }).toBe('done');
    expect(await tasksAbout(id)).toMatchObject([{ type: 'call', assignee: ticket.assignee, dueOn: day(0) }]);
  });
});

describe('dormant-customer recall', () => {
  test('marks who was not spoken with, and gives the owner a task', async () => {
    const { ben } = people;
    const id = await make('account', { name: 'Quiet', type: 'keyAccount', lifecycle: 'active' });
    const recent = await make('account', { name: 'Recent', type: 'customer', lifecycle: 'active' });
    await change('account', id, { ownerId: ben.id });
    await client.query(
      `update data.account set created_at = now() - interval '200 days' where id in ('${id}', '${recent}')`,
    );
    const about = { entity: 'account', id: recent };
    await make('activity', {
      subject: 'Talk',
      type: 'call',
      status: 'done',
      about,
      startsAt: new Date().toISOString(),
    });
    await tick('dormantCustomerRecall');
    await reaches('dormantCustomerRecall', 'done');
    expect(await read('account', id)).toMatchObject({ lifecycle: 'dormant' });
    expect(await read('account', recent)).toMatchObject({ lifecycle: 'active' });
    expect(await tasksAbout(id)).toMatchObject([
      { subject: 'Win back Quiet', priority: 'high', dueOn: day(7), assignee: ben.id },
    ]);
    await hears(ben, 'Quiet has become quiet');
  });
});

test('what was recorded of all these runs is in order', async () => {
  expect(await checkRuns(server.workspace.db)).toEqual([]);
  const failed = await client.query(`select workflow, error from kiln.run where state = 'failed'`);
  expect(failed).toEqual([]);
  expect(await client.query(`select key, error from kiln.run_step where state = 'failed'`)).toEqual([]);
});
