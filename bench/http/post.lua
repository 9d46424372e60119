wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
wrk.body = '{"name":"Ana Maria","age":30,"email":"ana@example.org","tags":["a","b"]}'
