import type { Region } from '../../fields/address/regions.ts';
import { splitAddress } from '../../fields/address/splitAddress.ts';
import { splitName } from '../../fields/personName/splitName.ts';
import { latinAddress } from './latinAddress.ts';

/** What a signature, a business card or an imprint says. */
export interface ContactDetails {
  name?: string;
  company?: string;
  jobTitle?: string;
  department?: string;
  email?: string;
  phone?: string;
  mobile?: string;
  website?: string;
  wechat?: string;
  address?: Readonly<Record<string, string>>;
}

type Labelled =
  | 'name'
  | 'company'
  | 'jobTitle'
  | 'department'
  | 'wechat'
  | 'address'
  | 'phone'
  | 'mobile'
  | 'fax'
  | 'website'
  | 'email';

const labels: readonly [Labelled, RegExp][] = [
  ['mobile', /^(mobile( phone)?|mobil|mob|cell( phone)?|handy|手机号?码?|移动电话|m)\s*[.:：]\s*/i],
  ['fax', /^(fax|telefax|传真|f)\s*[.:：]\s*/i],
  ['phone', /^(tel(ephone|efon)?|phone|fon|office|direct|电话号?码?|座机|总机|联系电话|t|p)\s*[.:：]\s*/i],
  ['email', /^(e-?mail|mail|邮箱|电子邮件|电邮|e)\s*[.:：]\s*/i],
  ['website', /^(web(site)?|internet|url|home ?page|网址|官网|网站|w)\s*[.:：]\s*/i],
  ['wechat', /^(wechat|weixin|微信号?)\s*[.:：]\s*/i],
  ['address', /^(address|add|anschrift|adresse|地址|公司地址|办公地址)\s*[.:：]\s*/i],
  ['company', /^(company|firma|公司名?称?|单位)\s*[.:：]\s*/i],
  ['jobTitle', /^(title|position|job title|职位|职务|头衔)\s*[.:：]\s*/i],
  ['department', /^(department|abteilung|部门)\s*[.:：]\s*/i],
  ['name', /^(name|contact|姓名|联系人)\s*[.:：]\s*/i],
];
const companyMarks =
  /\b(gmbh|ag|kg|ug|inc|llc|ltd|limited|corp(oration)?|co|plc|s\.?a\.?|s\.?r\.?l|b\.?v|n\.?v|oy|ab|group|holdings?|university|institute)\b\.?|(公司|集团|厂|研究院|研究所|大学|学院|银行|事务所|工作室|中心|医院)$/i;
const titleMarks =
  /\b(manager|director|engineer|ceo|cto|cfo|coo|cmo|vp|president|head of|consultant|officer|sales|lead|analyst|architect|assistant|founder|partner|leiter(in)?|geschäftsführer(in)?|vertrieb)\b|(经理|总监|工程师|主任|总裁|董事长?|顾问|主管|助理|代表|部长|专员|总经理|创始人|合伙人)$/i;
const departmentMarks = /\bdepartment\b|^abteilung|(部|处|科)$/i;
const greeting =
  /^((best|kind|warm)( regards| wishes)?|regards|cheers|thanks|thank you|sincerely|yours sincerely|mit freundlichen grüßen|viele grüße|beste grüße|此致|敬礼|谢谢|顺祝商祺)[,!，！。]?$/i;
const capital = /^(\p{Lu}|von\b|van\b|de\b|der\b|den\b|la\b|di\b|\p{Script=Han})/u;
const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const website = /\bhttps?:\/\/[^\s,;，；]+|\bwww\.[^\s,;，；]+/i;
const phone = /(?:\+|00)?\(?\d[\d\s().\-/]{5,}\d/;
const chineseMobile = /^(?:\+?86)?1[3-9]\d{9}$/;
const europeanMobile = /^(?:\+|00)?(?:491[567]|447|336|337|393|316|346|436|417)\d/;

/**
 * Takes a pasted text apart, in Chinese or Latin script, by labels and by what things look like. The same text always gives the
 * same answer. `regions`: the places of China, for addresses there.
 */
export function parseContact(text: string, regions: readonly Region[]): ContactDetails {
  const found: ContactDetails = {};
  const rest: string[] = [];
  for (const line of splitLines(text)) {
    const left = readLine(line, found, regions);
    if (left !== '') rest.push(left);
  }
  for (const line of rest) {
    for (const part of splitParts(line)) readPart(part, found);
  }
  if (found.address) return found;
  const address = latinAddress(rest.filter((line) => line !== found.name && line !== found.company));
  return address ? { ...found, address } : found;
}

function splitLines(text: string): string[] {
  return text
    .normalize('NFKC')
    .split(/\r?\n|\s[|•·｜]\s|\t/)
    .map((line) => line.trim().replace(/^[-–—*•]+\s*/, ''))
    .filter((line) => line !== '' && !greeting.test(line) && !/^[-–—_=*]+$/.test(line));
}

/** Takes out what a line says beyond doubt; what is left of it is looked at later. */
function readLine(line: string, found: ContactDetails, regions: readonly Region[]): string {
  const [kind, mark] = labels.find(([, pattern]) => pattern.test(line)) ?? [];
  const value = mark ? line.replace(mark, '').trim() : line;
  if (kind === 'fax') return '';
  if (kind === 'name' || kind === 'company' || kind === 'jobTitle' || kind === 'department' || kind === 'wechat') {
    found[kind] ??= value;
    return '';
  }
  if (kind === 'address' || /\p{Script=Han}{2,}(省|市|区|县)/u.test(value)) {
    const address = splitAddress(value, regions);
    if (address) {
      found.address ??= { country: 'CN', ...address };
      return '';
    }
    if (kind === 'address') {
      found.address ??= latinAddress(value.split(/,\s*/)) ?? { street: value };
      return '';
    }
  }
  let left = value.replace(email, (match) => {
    found.email ??= match.toLowerCase();
    return '';
  });
  left = left.replace(website, (match) => {
    found.website ??= /^http/i.test(match) ? match : `https://${match}`;
    return '';
  });
  if (kind === 'website' && /^[\w-]+(\.[\w-]+)+/.test(left)) {
    found.website ??= `https://${left}`;
    return '';
  }
  left = readPhones(left, kind, found);
  return left.replace(/[<>()[\]]/g, '').replace(/^[\s,;:，；：/]+|[\s,;:，；：/]+$/g, '');
}

function readPhones(line: string, kind: Labelled | undefined, found: ContactDetails): string {
  return line.replace(new RegExp(phone, 'g'), (match) => {
    const digits = match.replace(/\D/g, '');
    const isLabelled = kind === 'phone' || kind === 'mobile';
    // Without a label or a plus, a postal code with a house number looks much the same.
    if (digits.length < 7 || digits.length > 15 || (!isLabelled && !/^[+0(1]/.test(match.trim()))) return match;
    const number = match.trim();
    const isMobile = kind === 'mobile' || chineseMobile.test(digits) || europeanMobile.test(digits);
    if (isMobile) found.mobile ??= number;
    else found.phone ??= number;
    return '';
  });
}

/** `王小明 销售经理`, `Ada Lovelace, Head of Sales`: several things on one line. */
function splitParts(line: string): string[] {
  if (/\p{Script=Han}/u.test(line)) return line.split(/[\s,，、/]+/);
  return companyMarks.test(line) ? [line] : line.split(/\s*[,/]\s+|\s+[–—-]\s+/);
}

function readPart(part: string, found: ContactDetails): void {
  if (part === '') return;
  if (found.company === undefined && companyMarks.test(part)) found.company = part;
  else if (found.jobTitle === undefined && titleMarks.test(part)) found.jobTitle = part;
  else if (found.department === undefined && departmentMarks.test(part)) found.department = part;
  else if (found.name === undefined && isName(part)) found.name = part;
}

function isName(part: string): boolean {
  return splitName(part) !== undefined && part.split(/[\s,]+/).every((word) => capital.test(word));
}
