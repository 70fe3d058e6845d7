import type { Json } from '../../../core/lib/json.ts';
import type { BrowserField } from '../../../core/model/browserModel.ts';
import { readDuration } from '../lib/duration.ts';
import { readPoint } from './geoPoint/readPoint.ts';
import { readJson } from './json/readJson.ts';
import { readDate } from './shared/readDate.ts';
import { readNumber } from './shared/readNumber.ts';

/** What a text means as a value of a field: a cell of a spreadsheet, a word of an answer. undefined: nothing. */
export function readText(field: BrowserField, text: string): Json | undefined {
  const typed = text.trim();
  switch (field.type) {
    case 'text':
    case 'multiline':
    case 'markdown':
    case 'email':
    case 'phone':
    case 'url':
    case 'color':
    case 'encrypted':
      return typed;
    case 'integer':
    case 'rating': {
      const number = readNumber(typed);
      return Number.isInteger(number) ? number : undefined;
    }
    case 'decimal':
    case 'money':
    case 'percent':
      return readNumber(typed);
    case 'boolean':
      return readBoolean(typed);
    case 'date':
      return readDate(typed);
    case 'dateTime': {
      const moment = new Date(typed);
      return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
    }
    case 'time':
      return /^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(typed) ? typed.padStart(5, '0') : undefined;
    case 'duration':
      return readDuration(typed);
    case 'select':
      return readOption(field, typed);
    case 'multiSelect': {
      const values = words(typed).map((word) => readOption(field, word));
      return values.every((value) => value !== undefined) ? values : undefined;
    }
    case 'tags':
      return words(typed);
    case 'geoPoint': {
      const point = readPoint(typed);
      return point && { ...point };
    }
    case 'json':
      return readJson(typed);
    default:
      return undefined;
  }
}

function readBoolean(text: string): boolean | undefined {
  if (/^(true|yes|y|1|x|✓|✔|是|对|有)$/i.test(text)) return true;
  return /^(false|no|n|0|-|✗|否|不|无)$/i.test(text) ? false : undefined;
}

/** By its value or its title, whatever the case. */
function readOption({ options = [] }: BrowserField, text: string): string | undefined {
  const small = text.toLowerCase();
  return options.find(({ value, title }) => value.toLowerCase() === small || title.toLowerCase() === small)?.value;
}

function words(text: string): string[] {
  return [...new Set(text.split(/[,，、;；]/).map((word) => word.trim()))].filter(Boolean);
}
