// Loads one page in a headless browser and lists all that is wrong with it: failed or insecure requests, mixed content,
// console errors, scripts that throw, a stylesheet without rules.
//
//   node page-in-browser.mjs BROWSER URL
//
// Environment: SMOKE_USER, SMOKE_PASSWORD (for basic auth of the page's own origin), SMOKE_RESOLVE (host:port:address),
// SMOKE_SCREENSHOT (a file for what was seen).
// Exit: 0 clean, 1 not clean, 2 wrong use, 3 the browser does not work here. Speaks the DevTools protocol over the browser's own
// pipe, so it needs nothing but node, and the password is in no command line.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [program, url] = process.argv.slice(2);
if (!program || !url?.startsWith("https://")) {
    console.error("usage: page-in-browser.mjs BROWSER https://HOST/");
    process.exit(2);
}
const origin = new URL(url).origin;
const seconds = 30;
const problems = new Set();
const profile = mkdtempSync(join(tmpdir(), "qm-browser-"));
let ends = false;

function end(code, line) {
    if (ends)
        return;
    ends = true;
    if (line)
        console.error(line);
    browser.once("exit", () => {
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
        process.exit(code);
    });
    if (!browser.kill("SIGKILL"))
        process.exit(code);
}

function options() {
    const list = ["--headless", "--remote-debugging-pipe", `--user-data-dir=${profile}`, "--no-first-run", "--disable-gpu",
        "--disable-dev-shm-usage", "--disable-background-networking", "--window-size=1000,700", "about:blank"];
    if (process.getuid() === 0)
        list.unshift("--no-sandbox");
    const resolve = process.env.SMOKE_RESOLVE?.match(/^([^:]+):\d+:(.+)$/);
    if (resolve)
        list.unshift(`--host-resolver-rules=MAP ${resolve[1]} ${resolve[2]}`);
    return list;
}

const { SMOKE_USER, SMOKE_PASSWORD, ...environment } = process.env;
const browser = spawn(program, options(), { env: environment, stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
browser.on("error", error => {
    console.error(`The browser ${program} cannot be started: ${error.message}`);
    process.exit(3);
});
browser.on("exit", () => ends || (console.error("The browser ended before the page was seen."), process.exit(3)));
setTimeout(() => end(1, `    the page was not loaded within ${seconds} s`), seconds * 1000).unref();
browser.stdio[3].on("error", () => { });

// One message each way is JSON and a zero byte.
let lastId = 0;
let session;
const waiting = new Map();
const handlers = new Map();

function call(method, params = {}) {
    const id = ++lastId;
    browser.stdio[3].write(JSON.stringify({ id, method, params, sessionId: session }) + "\0");
    return new Promise((done, failed) => waiting.set(id, { done, failed, method }));
}

function on(event, handler) {
    handlers.set(event, handler);
}

function receive(message) {
    if (!message.id)
        return handlers.get(message.method)?.(message.params);
    const { done, failed, method } = waiting.get(message.id);
    waiting.delete(message.id);
    message.error ? failed(new Error(`${method}: ${message.error.message}`)) : done(message.result);
}

let rest = "";
browser.stdio[4].setEncoding("utf8").on("data", text => {
    const messages = (rest + text).split("\0");
    rest = messages.pop();
    messages.forEach(message => receive(JSON.parse(message)));
});

const asked = new Map(); // requests that are not answered to the end yet
let whenAnswered = () => { };

function answered(requestId) {
    asked.delete(requestId);
    if (asked.size === 0)
        whenAnswered();
}

async function everythingIsAnswered() {
    while (asked.size > 0)
        await new Promise(done => whenAnswered = done);
}

function watchRequests() {
    const isSafe = address => /^(https|data|blob|about):/.test(address);
    on("Network.requestWillBeSent", ({ requestId, request }) => {
        asked.set(requestId, request.url);
        if (!isSafe(request.url))
            problems.add(`asks for ${request.url}, which is not https`);
    });
    on("Network.responseReceived", ({ response, type }) => {
        if (response.url.startsWith("https:") && response.status !== 200)
            problems.add(`${type} ${response.url} is ${response.status}`);
        if (response.url.startsWith("https:") && response.securityState !== "secure")
            problems.add(`${response.url} is ${response.securityState}, not secure`);
    });
    on("Network.loadingFinished", ({ requestId }) => answered(requestId));
    on("Network.loadingFailed", ({ requestId, errorText, blockedReason }) => {
        problems.add(`${asked.get(requestId) ?? "a request"} failed: ${blockedReason ?? errorText}`);
        answered(requestId);
    });
}

function watchErrors() {
    on("Runtime.consoleAPICalled", ({ type, args }) => {
        if (type === "error" || type === "assert")
            problems.add(`console: ${args.map(one => one.value ?? one.description).join(" ")}`);
    });
    on("Runtime.exceptionThrown", ({ exceptionDetails }) =>
        problems.add(`script: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`));
    on("Log.entryAdded", ({ entry }) => entry.level === "error" && problems.add(`console: ${entry.text} ${entry.url ?? ""}`));
    on("Audits.issueAdded", ({ issue }) => {
        if (issue.code === "MixedContentIssue")
            problems.add(`mixed content: ${issue.details.mixedContentIssueDetails.insecureURL}`);
        if (issue.code === "ContentSecurityPolicyIssue")
            problems.add(`against its own policy: ${issue.details.contentSecurityPolicyIssueDetails.violatedDirective}`);
    });
}

function answerForPassword() {
    const tried = new Set();
    on("Fetch.requestPaused", ({ requestId }) => call("Fetch.continueRequest", { requestId }).catch(() => { }));
    on("Fetch.authRequired", ({ requestId, authChallenge }) => {
        const isOurs = authChallenge.origin === origin && SMOKE_PASSWORD && !tried.has(requestId);
        tried.add(requestId);
        const authChallengeResponse = isOurs
            ? { response: "ProvideCredentials", username: SMOKE_USER || "admin", password: SMOKE_PASSWORD }
            : { response: "CancelAuth" };
        call("Fetch.continueWithAuth", { requestId, authChallengeResponse }).catch(() => { });
    });
}

async function evaluate(expression) {
    return (await call("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true })).result.value;
}

async function lookAtLoadedPage() {
    await evaluate("document.fonts.ready.then(() => true)"); // also brings what the page did until now
    await everythingIsAnswered();
    if (!await evaluate("document.body && document.body.innerText.trim().length > 0"))
        problems.add("the page is empty");
    if (!await evaluate("document.styleSheets.length > 0 && [...document.styleSheets].every(s => s.cssRules.length > 0)"))
        problems.add("a stylesheet is missing or without rules: the page is unstyled");
    const broken = await evaluate("[...document.images].filter(i => !i.naturalWidth).map(i => i.src)");
    broken.forEach(image => problems.add(`the image ${image} is not shown`));
    if (process.env.SMOKE_SCREENSHOT)
        writeFileSync(process.env.SMOKE_SCREENSHOT, (await call("Page.captureScreenshot")).data, "base64");
}

async function look() {
    const { targetId } = await call("Target.createTarget", { url: "about:blank" });
    session = (await call("Target.attachToTarget", { targetId, flatten: true })).sessionId;
    watchRequests();
    watchErrors();
    answerForPassword();
    for (const domain of ["Network", "Runtime", "Log", "Audits", "Page"])
        await call(`${domain}.enable`);
    await call("Fetch.enable", { handleAuthRequests: true });
    const loaded = new Promise(done => on("Page.loadEventFired", done));
    const { errorText } = await call("Page.navigate", { url });
    if (errorText) {
        problems.add(`the page does not load: ${errorText}`);
        return;
    }
    await loaded;
    await lookAtLoadedPage();
}

look().then(() => {
    problems.forEach(problem => console.error(`    ${problem}`));
    end(problems.size ? 1 : 0);
}, error => end(3, `The browser could not be asked: ${error.message}`));
