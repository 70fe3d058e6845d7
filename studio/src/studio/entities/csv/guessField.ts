import type { JsonObject } from '../../../../../core/lib/json.ts';
import type { Romanize } from '../document/apiName.ts';
import { apiName } from '../document/apiName.ts';
import { freeName } from '../document/changeFields.ts';
import type { FieldTypeName } from '../document/fieldKinds.ts';
import { optionPalette } from '../document/options.ts';

const forms: readonly (readonly [type: FieldTypeName, form: RegExp])[] = [
  ['email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ['url', /^https?:\/\/\S+$/i],
  ['boolean', /^(true|false|yes|no|是|否)$/i],
  ['dateTime', /^\d{4}[-/]\d{1,2}[-/]\d{1,2}[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/],
  ['date', /^\d{4}([-/.])\d{1,2}\1\d{1,2}$|^\d{4}年\d{1,2}月\d{1,2}日$|^\d{1,2}[./]\d{1,2}[./]\d{4}$/],
  ['time', /^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/],
  ['percent', /^-?\d+([.,]\d+)?\s*%$/],
  ['money', /^[-+]?\s*[$€£¥￥]\s*\d[\d,.\s]*$|^\d[\d,.\s]*\s*[$€£¥￥元]$/],
  ['integer', /^[-+]?(0|[1-9]\d{0,14})$|^[-+]?[1-9]\d{0,2}(,\d{3})+$/],
  ['decimal', /^[-+]?(\d{1,12}|\d{1,3}(,\d{3})+)\.\d+$/],
  ['phone', /^\+?[\d\s()./-]{7,20}(\s*(ext|x|转)\.?\s*\d+)?$/i],
];

/** Words in the name of a column that say what numbers and texts in it are. */
const words: readonly (readonly [type: FieldTypeName, among: readonly FieldTypeName[], word: RegExp])[] = [
  ['phone', ['integer', 'phone', 'text'], /phone|mobile|tel\b|fax|电话|手机|传真/i],
  ['money', ['integer', 'decimal'], /amount|price|cost|revenue|budget|salary|金额|价格|单价|费用|预算|收入|工资/i],
  ['percent', ['integer', 'decimal'], /percent|rate\b|probability|百分|比例|概率|折扣/i],
];

/** Numbers that are names: they may begin with 0, and nobody adds them up. */
const codes = /\b(zip|postal|postcode|code|sku|id|no|number)\b|邮编|编号|编码|代码|证号|账号/i;

/** What a column most likely holds, by its name and first values. Text where nothing else fits all of them. */
export function guessType(header: string, values: readonly string[]): FieldTypeName {
  const given = values.map((value) => value.trim()).filter((value) => value !== '');
  if (given.length === 0) return 'text';
  const found = forms.find(([, form]) => given.every((value) => form.test(value)))?.[0];
  // Whole numbers and such with a fraction in one column.
  const isNumeric = given.every((value) => /^[-+]?[\d,]+(\.\d+)?$/.test(value));
  const type = found ?? (isNumeric && given.some((value) => value.includes('.')) ? 'decimal' : undefined);
  const told = words.find(([, among, word]) => word.test(header) && among.some((each) => each === (type ?? 'text')));
  if (told) return told[0];
  if (type === 'integer' && (codes.test(header) || given.some((value) => /^0\d/.test(value)))) return 'text';
  if (type !== undefined) return type === 'phone' && given.every((value) => /^\d+$/.test(value)) ? 'text' : type;
  if (given.some((value) => value.length > 200 || value.includes('\n'))) return 'multiline';
  return isChoice(given) ? 'select' : 'text';
}

/** Few short values that come again and again. */
function isChoice(values: readonly string[]): boolean {
  const distinct = new Set(values);
  return (
    values.length >= 8 &&
    distinct.size <= 12 &&
    distinct.size <= values.length / 3 &&
    values.every((value) => value.length <= 40)
  );
}

/** A select with the values of a column; `texts`: what they are called, for documents in either language. */
export function optionsOf(values: readonly string[], romanize: Romanize | undefined): JsonObject {
  const names: string[] = [];
  const options: JsonObject = {};
  const titles = [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))];
  titles.forEach((title, index) => {
    const value = freeName(names, apiName(title, 'option', romanize));
    names.push(value);
    options[value] = { title, color: optionPalette[index % optionPalette.length] ?? 'gray' };
  });
  return { type: 'string', enum: names, 'x-options': options };
}
