/**
 * w2, w3 and w8o as one writes them by hand, in C for simd128: the nearest to what WebAssembly can do here.
 *
 * An exported function is a whole workload: pointers to its inputs, then to its results, in the order of
 * bench/workloads. bench/runner/hand.ts compiles it.
 *
 * A tile of 2 rows by 16 columns: 4 by 8 takes 1 % less time on w3 and 4 % more on w2-256. Terms unrolled by 2 take 13 %
 * more on w3, by 4 32 %, and without `restrict` it is 4 %. Activations, slopes and updates are applied to a tile while it
 * is in registers.
 */
typedef float Vector __attribute__((vector_size(16), aligned(4)));
typedef int Bits __attribute__((vector_size(16)));

#define INLINE static inline __attribute__((always_inline))
#define EXPORT(name) __attribute__((export_name(name)))
#define SHUFFLE __builtin_shufflevector

INLINE Vector splat(float x) { return (Vector){x, x, x, x}; }
INLINE Vector load(const float *p) { return *(const Vector *)p; }
INLINE void store(float *p, Vector x) { *(Vector *)p = x; }
INLINE float total(Vector x) { return (x[0] + x[2]) + (x[1] + x[3]); }

/**
 * (1 - e) / (1 + e) with the sign of x, where e = exp(-2|x|) = 2^n (1 + p). Worst error 1.98 units in the last place,
 * at 0.115: neither sum is made from the other, which would round it twice (2.50). From 9.02 on the result is 1.
 */
INLINE Vector tanh4(Vector x) {
  const Vector rounder = splat(12583039); // 1.5 * 2^23 + 127: n + 127 is then in the lowest bits
  Vector y = __builtin_wasm_pmin_f32x4((Vector)((Bits)x & 0x7fffffff), splat(9.02f));
  Vector lifted = y * splat(-2.88539008f) + rounder;
  Vector scale = (Vector)((Bits)lifted << 23);
  Vector r = y * splat(-2) - (lifted - rounder) * splat(0.693147182f);
  Vector p = splat(1.38142216e-3f);
  p = p * r + splat(8.36889911e-3f);
  p = p * r + splat(4.16684039e-2f);
  p = p * r + splat(0.166665196f);
  p = p * r + splat(0.49999994f);
  p = scale * (p * (r * r) + r);
  Vector t = (splat(1) - scale - p) / (splat(1) + scale + p);
  return (Vector)((Bits)t | ((Bits)x & (int)0x80000000));
}

/** sum[r][c] += the product of row r of a, whose term t is a[r row + t term], and columns 4c of b[t next]. */
INLINE void tile(int k, const float *a, int row, int term, const float *b, int next, Vector sum[2][4]) {
  for (int t = 0; t < k; t++) {
    Vector x = splat(a[t * term]), y = splat(a[row + t * term]);
    for (int c = 0; c < 4; c++) {
      Vector v = load(b + t * next + 4 * c);
      sum[0][c] += x * v;
      sum[1][c] += y * v;
    }
  }
}

/** What is stored in the place of four sums, whose first one is entry `at` of the result, in column j. */
typedef Vector Finish(Vector sum, const float *other, int at, int j);

INLINE Vector as_it_is(Vector sum, const float *other, int at, int j) { return sum; }
INLINE Vector activated(Vector sum, const float *bias, int at, int j) { return tanh4(sum + load(bias + j)); }
INLINE Vector descended(Vector sum, const float *w, int at, int j) { return load(w + at) - splat(0.1f) * sum; }
INLINE Vector sloped(Vector sum, const float *h, int at, int j) {
  Vector v = load(h + at);
  return sum * (splat(1) - v * v);
}

/** a b, [n, k] by [k, m], where entry (i, t) of a is a[i row + t term]. */
INLINE void product(int n, int k, int m, const float *a, int row, int term, const float *b, float *restrict out,
                    Finish *finish, const float *other) {
  for (int j = 0; j < m; j += 16)
    for (int i = 0; i < n; i += 2) {
      Vector sum[2][4] = {};
      tile(k, a + i * row, row, term, b + j, m, sum);
      for (int r = 0; r < 2; r++)
        for (int c = 0; c < 4; c++) {
          int at = (i + r) * m + j + 4 * c;
          store(out + at, finish(sum[r][c], other, at, j + 4 * c));
        }
    }
}

/** b - 0.1 times the sum of the rows of d [n, m]. */
INLINE void descend_by_rows(int n, int m, const float *d, const float *b, float *restrict out) {
  for (int j = 0; j < m; j += 4) {
    Vector sum = splat(0);
    for (int i = 0; i < n; i++) sum += load(d + i * m + j);
    store(out + j, load(b + j) - splat(0.1f) * sum);
  }
}

INLINE void transpose(int n, const float *a, float *restrict out) {
  for (int i = 0; i < n; i += 4)
    for (int j = 0; j < n; j += 4) {
      Vector row[4];
      for (int r = 0; r < 4; r++) row[r] = load(a + (i + r) * n + j);
      Vector p = SHUFFLE(row[0], row[2], 0, 4, 1, 5), q = SHUFFLE(row[1], row[3], 0, 4, 1, 5);
      Vector r = SHUFFLE(row[0], row[2], 2, 6, 3, 7), s = SHUFFLE(row[1], row[3], 2, 6, 3, 7);
      store(out + j * n + i, SHUFFLE(p, q, 0, 4, 1, 5));
      store(out + (j + 1) * n + i, SHUFFLE(p, q, 2, 6, 3, 7));
      store(out + (j + 2) * n + i, SHUFFLE(r, s, 0, 4, 1, 5));
      store(out + (j + 3) * n + i, SHUFFLE(r, s, 2, 6, 3, 7));
    }
}

enum { BATCH = 32, IN = 4, WIDE = 64, OUT = 2 };

/** e = (h w3 + b3 - y) / 32, the slope of the loss; the loss itself, and the next b3. w3t is the transpose of w3. */
INLINE void residuals(const float *h, const float *w3t, const float *b3, const float *y, float *restrict e,
                      float *restrict loss, float *restrict c3) {
  float squares = 0, first = 0, second = 0;
  for (int i = 0; i < BATCH; i++) {
    Vector p = splat(0), q = splat(0);
    for (int j = 0; j < WIDE; j += 4) {
      Vector v = load(h + i * WIDE + j);
      p += v * load(w3t + j);
      q += v * load(w3t + WIDE + j);
    }
    float u = total(p) + b3[0] - y[2 * i], v = total(q) + b3[1] - y[2 * i + 1];
    squares += u * u + v * v;
    first += e[2 * i] = u / 32;
    second += e[2 * i + 1] = v / 32;
  }
  *loss = squares / 64;
  c3[0] = b3[0] - 0.1f * first;
  c3[1] = b3[1] - 0.1f * second;
}

/** A training step; w ↦ u, b ↦ c. */
EXPORT("w3")
void training_step(const float *x, const float *y, const float *w1, const float *b1, const float *w2, const float *b2,
                   const float *w3, const float *b3, float *restrict loss, float *restrict u1, float *restrict c1,
                   float *restrict u2, float *restrict c2, float *restrict u3, float *restrict c3) {
  static float h1[BATCH * WIDE], h2[BATCH * WIDE], d1[BATCH * WIDE], d2[BATCH * WIDE];
  static float e[BATCH * OUT], w2t[WIDE * WIDE], w3t[OUT * WIDE], u3t[OUT * WIDE];
  product(BATCH, IN, WIDE, x, IN, 1, w1, h1, activated, b1);
  product(BATCH, WIDE, WIDE, h1, WIDE, 1, w2, h2, activated, b2);
  for (int j = 0; j < WIDE; j += 4) {
    Vector p = load(w3 + 2 * j), q = load(w3 + 2 * j + 4);
    store(w3t + j, SHUFFLE(p, q, 0, 2, 4, 6));
    store(w3t + WIDE + j, SHUFFLE(p, q, 1, 3, 5, 7));
  }
  residuals(h2, w3t, b3, y, e, loss, c3);
  product(BATCH, OUT, WIDE, e, OUT, 1, w3t, d2, sloped, h2);
  transpose(WIDE, w2, w2t);
  product(BATCH, WIDE, WIDE, d2, WIDE, 1, w2t, d1, sloped, h1);
  product(IN, BATCH, WIDE, x, 1, IN, d1, u1, descended, w1);
  product(WIDE, BATCH, WIDE, h1, 1, WIDE, d2, u2, descended, w2);
  product(OUT, BATCH, WIDE, e, 1, OUT, h2, u3t, descended, w3t);
  for (int j = 0; j < WIDE; j += 4) {
    Vector p = load(u3t + j), q = load(u3t + WIDE + j);
    store(u3 + 2 * j, SHUFFLE(p, q, 0, 4, 1, 5));
    store(u3 + 2 * j + 4, SHUFFLE(p, q, 2, 6, 3, 7));
  }
  descend_by_rows(BATCH, WIDE, d1, b1, c1);
  descend_by_rows(BATCH, WIDE, d2, b2, c2);
}

/** a b of square matrices, in blocks of 256 terms; 16 columns of a block are copied to where a cache holds them. */
INLINE void square(int n, const float *a, const float *b, float *restrict out) {
  static float panel[256 * 16];
  for (int from = 0; from < n; from += 256)
    for (int j = 0; j < n; j += 16) {
      for (int t = 0; t < 256; t++)
        for (int c = 0; c < 16; c += 4) store(panel + 16 * t + c, load(b + (from + t) * n + j + c));
      for (int i = 0; i < n; i += 2) {
        Vector sum[2][4];
        for (int r = 0; r < 2; r++)
          for (int c = 0; c < 4; c++) sum[r][c] = from == 0 ? splat(0) : load(out + (i + r) * n + j + 4 * c);
        tile(256, a + i * n + from, n, 1, panel, 16, sum);
        for (int r = 0; r < 2; r++)
          for (int c = 0; c < 4; c++) store(out + (i + r) * n + j + 4 * c, sum[r][c]);
      }
    }
}

EXPORT("w2-64") void small(const float *a, const float *b, float *restrict out) {
  product(64, 64, 64, a, 64, 1, b, out, as_it_is, b);
}
EXPORT("w2-256") void medium(const float *a, const float *b, float *restrict out) { square(256, a, b, out); }
EXPORT("w2-1024") void large(const float *a, const float *b, float *restrict out) { square(1024, a, b, out); }

/** The mean of eight, eight times. */
EXPORT("w8o") void orbits(const float *x, float *restrict out) {
  for (int i = 0; i < 1000000; i += 8) {
    Vector sum = load(x + i) + load(x + i + 4);
    sum += SHUFFLE(sum, sum, 2, 3, 0, 1);
    sum += SHUFFLE(sum, sum, 1, 0, 3, 2);
    sum *= splat(0.125f);
    store(out + i, sum);
    store(out + i + 4, sum);
  }
}
