import { errorShape, type WireError } from '../protocol.ts';
import { HostError } from './HostError.ts';

/** Whatever was thrown, as it crosses: an error that fights back is called that and no more. */
export function toWireError(error: unknown): WireError {
  try {
    return errorShape(JSON.parse(JSON.stringify(wireError(error))), '');
  } catch {
    return { code: 'Error', message: 'Something was thrown that cannot be read.' };
  }
}

function wireError(error: unknown): WireError {
  if (!(error instanceof Error)) return { code: 'Error', message: cut(`Thrown: ${printed(error)}`, 10_000) };
  return {
    code: cut(String(error instanceof HostError ? error.code : error.name), 100),
    message: cut(String(error.message), 10_000),
    ...(typeof error.stack === 'string' ? { stack: cut(error.stack, 20_000) } : {}),
    ...(error instanceof HostError && error.hostCall !== undefined ? { data: { hostCall: error.hostCall } } : {}),
  };
}

function printed(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
