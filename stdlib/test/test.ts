import {
  CookieJar,
  type RequestArguments,
  TestClient,
  type TestResponse,
} from "../../src/runtime/testing/test_client.ts";
import {
  advanceClock,
  capturedLogs,
  clockNow,
  freezeClock,
  type LogRecord,
  runSchedule,
  setFlag,
  setVariable,
} from "../../src/runtime/testing/test_settings.ts";
import type { TestSocket } from "../../src/runtime/testing/test_socket.ts";
import { type JobInfo, jobInfo } from "../../src/runtime/jobs/records.ts";
import { tasksLike } from "../../src/runtime/jobs/task.ts";
import { hurryTasks } from "../../src/runtime/program/task.ts";
import type { FitzDateTime } from "../../src/runtime/values/date_time.ts";
import type { Int } from "../../src/runtime/operations/int.ts";
import type { Future } from "../../src/runtime/values/future.ts";
import type { FitzMap } from "../../src/runtime/values/map.ts";
import type { Result } from "../../src/runtime/values/result.ts";

/** The named arguments of all request functions, in the order of their declaration. */
type Named = [
  headers?: FitzMap,
  query?: FitzMap,
  cookies?: FitzMap,
  json?: unknown,
  body?: unknown,
  form?: FitzMap,
  files?: FitzMap,
  user?: unknown,
  ip?: string,
  follow?: boolean,
];

function named(
  [headers, query, cookies, json, body, form, files, user, ip, follow]: Named,
): RequestArguments {
  return { headers, query, cookies, json, body, form, files, user, ip, follow };
}

const plain = new TestClient(null);

/** Those of `test.ws`. */
type SocketNamed = [
  headers?: FitzMap,
  query?: FitzMap,
  cookies?: FitzMap,
  protocols?: readonly string[],
  user?: unknown,
  ip?: string,
  pong?: boolean,
  read?: boolean,
];

function openSocket(
  client: TestClient,
  path: string,
  [headers, query, cookies, protocols, user, ip, pong, read]: SocketNamed,
): Future {
  return client.ws(path, { headers, query, cookies, user, ip }, { protocols, pong, read });
}

const sender = (method: string) => (path: string, ...args: Named): Future =>
  plain.send(method, path, named(args));
const clientSender = (method: string) => (client: TestClient, path: string, ...args: Named): Future =>
  client.send(method, path, named(args));

const ALL_TASKS = { id: null, status: null, name: null, limit: Infinity };

export const implementations = {
  "TestResponse.json": (response: TestResponse): unknown => response.json(),
  "TestResponse.parse_as": (decode: (text: string) => Result, response: TestResponse): Result =>
    response.parseAs(decode),
  "TestResponse.events": (response: TestResponse, n: Int = 1, milliseconds: Int = 1000): Future =>
    response.events(Number(n), Number(milliseconds)),
  "TestClient.get": clientSender("GET"),
  "TestClient.head": clientSender("HEAD"),
  "TestClient.delete": clientSender("DELETE"),
  "TestClient.options": clientSender("OPTIONS"),
  "TestClient.post": clientSender("POST"),
  "TestClient.put": clientSender("PUT"),
  "TestClient.patch": clientSender("PATCH"),
  "TestClient.request": (client: TestClient, method: string, path: string, ...args: Named): Future =>
    client.send(method, path, named(args)),
  "test.get": sender("GET"),
  "test.head": sender("HEAD"),
  "test.delete": sender("DELETE"),
  "test.options": sender("OPTIONS"),
  "test.post": sender("POST"),
  "test.put": sender("PUT"),
  "test.patch": sender("PATCH"),
  "test.request": (method: string, path: string, ...args: Named): Future =>
    plain.send(method, path, named(args)),
  "TestClient.ws": (client: TestClient, path: string, ...args: SocketNamed): Future =>
    openSocket(client, path, args),
  "test.ws": (path: string, ...args: SocketNamed): Future => openSocket(plain, path, args),
  "TestSocket.send": (socket: TestSocket, value: unknown): Promise<null> => socket.sendValue(value),
  "TestSocket.send_text": (socket: TestSocket, text: string): Promise<null> => socket.send(text),
  "TestSocket.send_bytes": (socket: TestSocket, bytes: Uint8Array): Promise<null> => socket.send(bytes),
  "TestSocket.recv": (socket: TestSocket, milliseconds: Int = 1000): Promise<Result> =>
    socket.recv(Number(milliseconds)),
  "TestSocket.silent": (socket: TestSocket, milliseconds: Int): Promise<boolean> =>
    socket.silent(Number(milliseconds)),
  "TestSocket.close": (socket: TestSocket, code: Int = 1000, reason = ""): Promise<null> =>
    socket.close(Number(code), reason),
  "TestSocket.drop": (socket: TestSocket): Promise<null> => socket.drop(),
  "TestSocket.is_open": (socket: TestSocket): boolean => socket.isOpen(),
  "TestSocket.close_code": (socket: TestSocket): number | null => socket.closeCode(),
  "TestSocket.close_reason": (socket: TestSocket): string | null => socket.closeReason(),
  "test.clock.freeze": (at: FitzDateTime): null => {
    freezeClock(at);
    return null;
  },
  "test.clock.advance": (by: unknown): Promise<null> => advanceClock(by),
  "test.clock.now": (): FitzDateTime => clockNow(),
  "test.run_cron": (name: string): Promise<null> => runSchedule(name),
  "test.jobs.drain": async (): Promise<null> => {
    await hurryTasks();
    return null;
  },
  "test.jobs.list": (): JobInfo[] => tasksLike(ALL_TASKS).map((task) => jobInfo(task)),
  "test.env": (key: string, value: string | null): null => {
    setVariable(key, value);
    return null;
  },
  "test.flag": (name: string, on: boolean): null => {
    setFlag(name, on);
    return null;
  },
  "test.logs": (level = "debug"): LogRecord[] => capturedLogs(level),
  "test.client": (): TestClient => new TestClient(new CookieJar()),
};
