import { type Ctx, cel, type Hooks, type RecordOf, refuse } from 'kiln:sdk';
import { birthdayKey } from '../care/occasions.ts';
import { addMonths } from '../lib/calendar.ts';
import type { Contact, Member } from '../records.ts';
import { isSamePerson, makesLoop, type Person } from '../referrals/referralGuards.ts';
import { settingsOf, todayOf } from '../settings.ts';
import { qualifiedTier } from './tiers.ts';

export const memberHooks: Hooks<'member'> = {
  async creating(ctx, member) {
    const contact = await contactOf(ctx, member.contact);
    if (member.referrer) await guardReferral(ctx, member.referrer, member.contact ?? '', contact);
    const birthday = member.birthday ?? contact?.birthday ?? null;
    const { data: tiers } = await ctx.own.records('memberTier').find({ limit: 200 });
    const tier = member.tier ?? qualifiedTier(tiers, { spend: 0, points: 0 })?.id ?? null;
    const today = todayOf(ctx);
    const period = tier === null ? {} : { tierSince: today, tierUntil: addMonths(today, settingsOf(ctx).tierMonths) };
    return { name: contact?.name ?? null, birthday, birthdayKey: keyOf(birthday), tier, ...period };
  },

  async created(ctx, member) {
    await markContact(ctx, member.contact, true);
    if (member.referrer) await addReferral(ctx, member.referrer, member.id);
  },

  async updating(ctx, change, member) {
    if (change.referrer && change.referrer !== member.referrer) {
      const known = await ctx.own.records('referral').first({ where: cel`referred == ${member.id}` });
      if (known) refuse({ referrer: ctx.t('Who invited this member stands already.') });
      const bought = await ctx.own
        .records('pointEntry')
        .first({ where: cel`member == ${member.id} && kind == 'earn'` });
      if (bought) refuse({ referrer: ctx.t('This member has bought something already.') });
      const contact = await contactOf(ctx, member.contact);
      await guardReferral(ctx, change.referrer, member.contact, contact, member.id);
    }
    return {
      ...(change.birthday === undefined ? {} : { birthdayKey: keyOf(change.birthday) }),
      ...(change.contact ? { name: (await contactOf(ctx, change.contact))?.name ?? null } : {}),
    };
  },

  async updated(ctx, member, before) {
    const isBack = before.deletedAt !== null && member.deletedAt === null;
    if (member.contact !== before.contact) await markContact(ctx, before.contact, false);
    if (isBack || member.contact !== before.contact) await markContact(ctx, member.contact, true);
    if (member.referrer && member.referrer !== before.referrer) await addReferral(ctx, member.referrer, member.id);
  },

  async deleted(ctx, member) {
    await markContact(ctx, member.contact, false);
  },
};

/** Says of a contact whether they take part: what buttons and lists of contacts ask. */
async function markContact(ctx: Ctx, contact: string, isMember: boolean): Promise<void> {
  await ctx.own.records('contact').update(contact, { isMember });
}

/** A contact's new name and birthday are those of the member, too. */
export async function followContact(ctx: Ctx, id: string): Promise<void> {
  const member = await ctx.own.records('member').first({ where: cel`contact == ${id}`, select: 'id,name,birthday' });
  const contact = member && (await contactOf(ctx, id));
  if (!member || !contact) return;
  const birthday = contact.birthday ?? member.birthday;
  if (member.name === contact.name && member.birthday === birthday) return;
  await ctx.own.records('member').update(member.id, { name: contact.name, birthday });
}

const keyOf = (birthday: string | null): string | null => (birthday === null ? null : birthdayKey(birthday));

async function contactOf(ctx: Ctx, id: string | undefined): Promise<RecordOf<'contact'> | null> {
  return id === undefined
    ? null
    : ctx.own.records('contact').get(id, { select: 'id,name,email,phone,mobile,birthday' });
}

/** Invitations that somebody makes to get points for them: of oneself, under another name, or in a circle. */
async function guardReferral(
  ctx: Ctx,
  referrer: string,
  contact: string,
  person: Contact | null,
  member?: string,
): Promise<void> {
  const members = ctx.own.records('member');
  const inviting = await members.get(referrer, { select: 'id,status,contact' });
  if (!inviting) return;
  if (inviting.status !== 'active') refuse({ referrer: ctx.t('This membership is not active.') });
  const other = await contactOf(ctx, inviting.contact);
  if (person && other && isSamePerson(personOf(contact, person), personOf(inviting.contact, other))) {
    refuse({ referrer: ctx.t('Nobody can invite themselves: contact, e-mail or phone are the same.') });
  }
  const referrerOf = async (id: string): Promise<string | null> =>
    (await members.get(id, { select: 'referrer' }))?.referrer ?? null;
  if (member !== undefined && (await makesLoop(member, referrer, referrerOf))) {
    refuse({ referrer: ctx.t('These members would have invited each other.') });
  }
}

function personOf(contact: string, { email, phone, mobile }: Contact): Person {
  return { contact, email, phones: [phone, mobile] };
}

async function addReferral(ctx: Ctx, referrer: Member['referrer'], referred: string): Promise<void> {
  if (referrer !== null) await ctx.own.records('referral').create({ referrer, referred, status: 'pending' });
}
