/**
 * The members of `properties` in the order in which they are shown: those that `order` names first, then the others as
 * they stand. A keyword of its own says the order, because a patch of a document (RFC 7396) cannot, and documents that
 * differ in the order of their members only count as equal.
 */
export function inOrder<Member>(
  properties: Readonly<Record<string, Member>>,
  order: readonly string[] = [],
): [name: string, member: Member][] {
  const members = new Map(Object.entries(properties));
  const named = order.flatMap((name): [string, Member][] => {
    const member = members.get(name);
    return member !== undefined && members.delete(name) ? [[name, member]] : [];
  });
  return [...named, ...members];
}
