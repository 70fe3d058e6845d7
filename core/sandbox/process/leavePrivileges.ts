/** Becomes another user for good. Throws when it did not. */
export function leavePrivileges(uid: number, gid: number): void {
  const { setgroups, setgid, setuid, getuid, getgid } = process;
  if (!setgroups || !setgid || !setuid || !getuid || !getgid) throw new Error('This system has no users to become.');
  setgroups([gid]);
  setgid(gid);
  setuid(uid);
  if (getuid() !== uid || getgid() !== gid) throw new Error(`The process is still ${getuid()}:${getgid()}.`);
}
