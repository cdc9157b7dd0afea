// Installs the locked tree once, with the pinned Node. Runs on any Node >= 18 and has no dependency, because it runs before there are any.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.setup');
const boot = path.join(root, '.cache', 'boot');

const nodePackage = `node-${process.platform}-${process.arch}`;
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const pinnedNode = manifest.optionalDependencies[nodePackage];
const wanted = createHash('sha256')
  .update(readFileSync(path.join(root, 'package-lock.json')))
  .update(`${process.platform}-${process.arch}`)
  .digest('hex');

if (!isInstalled()) install();

function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

function install() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const hostIsOld = major < 24 || (major === 24 && minor < 15);
  if (hostIsOld && !pinnedNode) {
    stop(
      `Node 24.15 or newer is needed on ${process.platform}-${process.arch}; this is ${process.versions.node}. Install it and run the command again.`,
    );
  }
  // npm on an old host would skip optional packages whose engines exclude that host, without a word.
  const env = hostIsOld ? withPinnedNode() : process.env;
  console.log('setup: installing packages (once)');
  // Not `npm ci`: it refuses a lock that lacks other platforms' optional packages, and a registry may not have them all.
  // With --no-save the lock is obeyed and left as it is; it names versions and checksums, so what npm has cached is as good.
  npm(['install', '--no-save', '--ignore-scripts', '--prefer-offline'], env);
  linkNode();
  writeFileSync(stamp, wanted);
  rmSync(boot, { recursive: true, force: true });
}

function withPinnedNode() {
  mkdirSync(boot, { recursive: true });
  writeFileSync(path.join(boot, 'package.json'), '{"private":true}');
  console.log(
    `setup: this machine has Node ${process.versions.node}; fetching Node ${pinnedNode} (kept inside the project)`,
  );
  npm(['install', '--no-save', '--ignore-scripts', '--prefix', boot, `${nodePackage}@${pinnedNode}`, 'npm@11']);
  return { ...process.env, PATH: `${path.join(boot, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}` };
}

function npm(args, env = process.env) {
  try {
    execFileSync('npm', [...args, '--no-audit', '--no-fund', '--progress=false', '--loglevel=error'], {
      cwd: root,
      stdio: 'inherit',
      env,
    });
  } catch {
    stop(
      'npm could not install the packages (see above): check the connection to its registry and run the command again.',
    );
  }
}

function stop(sentence) {
  console.error(`setup: ${sentence}`);
  process.exit(1);
}

/** npm 9 leaves .bin empty when several platform packages share the bin name `node`. */
function linkNode() {
  const binary = path.join(modules, nodePackage, 'bin', 'node');
  const link = path.join(modules, '.bin', 'node');
  if (!existsSync(binary) || existsSync(link)) return;
  mkdirSync(path.dirname(link), { recursive: true });
  symlinkSync(path.relative(path.dirname(link), binary), link);
}
