import type { Ctx, Hooks, RecordOf } from 'kiln:sdk';
import { say } from '../lib/say.ts';
import { todayOf } from '../settings.ts';

/** An occasion is noted together with what is done about it: a task for whoever looks after the contact, and a present. */
export const careHooks: Hooks<'memberCare'> = {
  async created(ctx, care) {
    const member = await ctx.own.records('member').get(care.member);
    const contact = member && (await ctx.own.records('contact').get(member.contact, { select: 'id,ownerId' }));
    if (!member || !contact) return;
    const activity = await ctx.own.records('activity').create({
      ...whatToDo(ctx, care.kind, member.name ?? ''),
      ...{ status: 'planned', dueOn: todayOf(ctx), about: { entity: 'contact', id: contact.id } },
      ...(contact.ownerId === null ? {} : { ownerId: contact.ownerId, assignee: contact.ownerId }),
    });
    const points = care.kind === 'birthday' ? await presentFor(ctx, member) : 0;
    if (points > 0) {
      await ctx.own.records('pointEntry').create({
        ...{ member: member.id, kind: 'bonus', points, reason: say(ctx, 'Happy birthday') },
        key: `birthday:${member.id}:${care.period}`,
      });
    }
    await ctx.own.records('memberCare').update(care.id, { activity: activity.id, ...(points > 0 ? { points } : {}) });
  },
};

function whatToDo(ctx: Ctx, kind: 'birthday' | 'dormant', name: string): { type: string; subject: string } {
  return kind === 'birthday'
    ? { type: 'task', subject: say(ctx, 'Congratulate {name} on the birthday', { name }) }
    : { type: 'call', subject: say(ctx, 'Ask {name} how things are: no purchase for long', { name }) };
}

async function presentFor(ctx: Ctx, { tier }: RecordOf<'member'>): Promise<number> {
  return tier === null
    ? 0
    : ((await ctx.own.records('memberTier').get(tier, { select: 'birthdayPoints' }))?.birthdayPoints ?? 0);
}
