export { newPassword } from './new-password.ts';
export { endSession, listSessions, type Session, sessionOf, type SessionHolder } from './session.ts';
export { type SignedIn, signIn, type SignInAttempt } from './sign-in.ts';
export { addUser, changePassword, listUsers, removeUser, resetPassword, type NewUser, type User } from './user.ts';
export { changeOwnPassword, type OwnPassword } from './own-password.ts';
