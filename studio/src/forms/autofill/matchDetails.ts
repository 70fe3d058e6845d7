import type { Json } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { splitName } from '../../fields/personName/splitName.ts';
import type { ContactDetails } from './parseContact.ts';

export interface Proposal {
  readonly field: BrowserField;
  readonly value: Json;
}

/** A company that is named, and the relation it would go into; whether it is known is for the server to say. */
export interface CompanyWish {
  readonly field: BrowserField;
  readonly name: string;
}

const names = {
  name: /^(name|fullName|contactName|contactPerson)$/,
  first: /^(firstName|givenName)$/,
  last: /^(lastName|familyName|surname)$/,
  company: /^(company|companyName|organi[sz]ation|employer|firm)$/,
  companyRelation: /^(account|company|organi[sz]ation|customer|client)$/,
  jobTitle: /^(jobTitle|position|role|jobRole)$/,
  department: /^(department|division)$/,
  mobile: /^(mobile|mobilePhone|cell|cellPhone)$/,
  wechat: /^(wechat|weChat|weixin)$/,
} as const;

/** Which fields of an entity the details of a contact go into, by type and by name. */
export function matchDetails(
  entity: BrowserEntity,
  details: ContactDetails,
): { readonly proposals: readonly Proposal[]; readonly company: CompanyWish | undefined } {
  const own = entity.fields.filter(({ system, computed }) => !system && !computed);
  const ofType = (type: string, name?: RegExp) =>
    own.find((field) => field.type === type && (name === undefined || name.test(field.name)));
  const text = (name: RegExp) => ofType('text', name);
  const mobile = ofType('phone', names.mobile);
  const phone = own.find((field) => field.type === 'phone' && field !== mobile);
  const companyField = text(names.company);
  const relation = own.find(({ name, relation: to }) => to?.kind === 'one' && names.companyRelation.test(name));
  // An entity of companies has no field for the company: its name is one.
  const isCompany = relation === undefined && companyField === undefined && ofType('personName') === undefined;
  const name = isCompany ? (details.company ?? details.name) : details.name;
  const split = name === undefined ? undefined : splitName(name);

  const candidates: readonly (readonly [BrowserField | undefined, Json | undefined])[] = [
    [text(names.name), name],
    [ofType('personName'), split && { ...split }],
    [text(names.first), split?.first],
    [text(names.last), split?.last],
    [companyField, details.company],
    [text(names.jobTitle), details.jobTitle],
    [text(names.department), details.department],
    [ofType('email'), details.email],
    [phone, details.phone ?? (mobile ? undefined : details.mobile)],
    [mobile, details.mobile],
    [ofType('url'), details.website],
    [text(names.wechat), details.wechat],
    [ofType('address'), details.address],
  ];
  const proposals = candidates.flatMap(([field, value]) => (field && value !== undefined ? [{ field, value }] : []));
  const company =
    relation && !companyField && details.company !== undefined ? { field: relation, name: details.company } : undefined;
  return { proposals, company };
}

/** True for entities of people or companies: a signature has something to say about at least three of their fields. */
export function takesDetails(entity: BrowserEntity): boolean {
  const everything: ContactDetails = {
    ...{ name: 'Ada Lovelace', company: 'x', jobTitle: 'x', department: 'x', email: 'x', phone: 'x', mobile: 'x' },
    ...{ website: 'x', wechat: 'x', address: {} },
  };
  const { proposals } = matchDetails(entity, everything);
  return proposals.length >= 4 && proposals.some(({ field }) => field.type === 'email' || field.type === 'phone');
}
