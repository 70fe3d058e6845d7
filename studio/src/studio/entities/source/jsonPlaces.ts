import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';

/** Where the value under a path of a JSON text stands; of a path that is not there, the nearest place around it. */
export function rangeOf(state: EditorState, path: readonly string[]): { from: number; to: number } {
  let node = valueIn(syntaxTree(state).topNode);
  for (const key of path) {
    const inner = node && (node.name === 'Array' ? itemAt(node, Number(key)) : memberAt(state, node, key));
    if (!inner) break;
    node = inner;
  }
  const member = node?.parent?.name === 'Property' ? node.parent : undefined;
  const found =
    node && (node.name === 'Object' || node.name === 'Array') && member ? (member.firstChild ?? node) : node;
  return found ? { from: found.from, to: found.to } : { from: 0, to: Math.min(1, state.doc.length) };
}

/** The keys that lead to the object or list around a place, and whether a member's value stands there. */
export function pathAt(
  state: EditorState,
  at: number,
): { path: string[]; property: string | undefined; object: SyntaxNode | undefined } {
  let node: SyntaxNode | null = syntaxTree(state).resolveInner(at, -1);
  const path: string[] = [];
  let property: string | undefined;
  let object: SyntaxNode | undefined;
  for (; node; node = node.parent) {
    if (node.name === 'Property') {
      const name = nameOf(state, node);
      const colon = state
        .sliceDoc(node.from, at)
        .replace(/^\s*"(?:[^"\\]|\\.)*"/, '')
        .includes(':');
      if (object === undefined && property === undefined) property = colon ? name : undefined;
      else path.unshift(name);
    } else if (node.name === 'Object' && object === undefined) object = node;
    else if (node.name === 'Array') {
      const before: SyntaxNode[] = [];
      for (let item = node.firstChild; item && item.from < at; item = item.nextSibling) {
        if (!/^[[\],⚠]$/.test(item.name)) before.push(item);
      }
      path.unshift(String(Math.max(0, before.length - 1)));
    }
  }
  return { path: property !== undefined ? [...path, property] : path, property, object };
}

/** Names of the members of an object. */
export function memberNames(state: EditorState, object: SyntaxNode): string[] {
  return object.getChildren('Property').map((member) => nameOf(state, member));
}

function valueIn(node: SyntaxNode): SyntaxNode | null {
  return node.firstChild;
}

function memberAt(state: EditorState, object: SyntaxNode, key: string): SyntaxNode | null {
  const member = object.getChildren('Property').find((each) => nameOf(state, each) === key);
  return member?.lastChild ?? null;
}

function itemAt(list: SyntaxNode, index: number): SyntaxNode | null {
  let at = 0;
  for (let item = list.firstChild; item; item = item.nextSibling) {
    if (/^[[\],⚠]$/.test(item.name)) continue;
    if (at === index) return item;
    at++;
  }
  return null;
}

function nameOf(state: EditorState, member: SyntaxNode): string {
  const name = member.getChild('PropertyName');
  if (!name) return '';
  try {
    const text: unknown = JSON.parse(state.sliceDoc(name.from, name.to));
    return typeof text === 'string' ? text : '';
  } catch {
    // A name that is half typed.
    return state.sliceDoc(name.from + 1, name.to);
  }
}
