package store

// lately reads who gave the newest responses and can be known again, a customer by the
// newest of hers and a guest by the newest of her order.
const lately = `SELECT p.customer_id, p.email, CASE WHEN p.customer_id = 0 THEN r.order_id ELSE 0 END AS order_id,
		CASE WHEN p.customer_id = 0 THEN COALESCE(o.name, '') ELSE '' END AS name, r.submitted_at AS at, r.id AS response_id
	FROM (SELECT * FROM responses WHERE shop_id = ? AND (submitted_at, id) < (CAST(? AS BIGINT), ?) ORDER BY submitted_at DESC, id DESC LIMIT ?) AS r
	JOIN profiles p ON p.shop_id = r.shop_id AND p.id = r.profile_id
	LEFT JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id
	WHERE r.shop_id = ? AND (p.customer_id <> 0 OR r.order_id <> 0)
		AND NOT EXISTS (SELECT 1 FROM responses n WHERE p.customer_id <> 0 AND n.shop_id = r.shop_id AND n.profile_id = r.profile_id
			AND (n.submitted_at, n.id) > (r.submitted_at, r.id))
		AND NOT EXISTS (SELECT 1 FROM responses n WHERE p.customer_id = 0 AND n.shop_id = r.shop_id AND n.order_id <> 0 AND n.order_id = r.order_id
			AND (n.submitted_at, n.id) > (r.submitted_at, r.id))
	ORDER BY r.submitted_at DESC, r.id DESC LIMIT ?`

// named reads who a text names: first who is proven to go by it, a guest with her
// newest order. Whose email begins so comes by name, before those known by an order.
// Who is found in several ways is listed once.
const named = `SELECT way, customer_id, email, order_id, name, at FROM (
	SELECT found.*, CASE WHEN customer_id = 0 THEN '' ELSE email END AS sorted,
		ROW_NUMBER() OVER (PARTITION BY customer_id, CASE WHEN customer_id <> 0 THEN 0 ELSE order_id END ORDER BY way, at DESC, order_id) AS turn FROM (
		SELECT 1 AS way, g.customer_id, g.email, g.order_id, COALESCE(o.name, '') AS name, g.at
		FROM (SELECT p.shop_id, p.customer_id, p.email, p.updated_at AS at, CASE WHEN p.customer_id <> 0 THEN 0
				ELSE COALESCE((SELECT MAX(r.order_id) FROM responses r WHERE r.shop_id = p.shop_id AND r.profile_id = p.id), 0) END AS order_id
			FROM identities i JOIN profiles p ON p.shop_id = i.shop_id AND p.id = i.profile_id
			WHERE i.shop_id = ? AND i.kind IN ? AND i.digest IN ?) AS g
		LEFT JOIN orders o ON o.shop_id = g.shop_id AND o.id = g.order_id
		WHERE g.customer_id <> 0 OR g.order_id <> 0
		UNION ALL
		SELECT 2 AS way, customer_id, email, 0 AS order_id, '' AS name, updated_at AS at FROM profiles
		WHERE shop_id = ? AND customer_id <> 0 AND (customer_id = ? OR email <> '' AND LOWER(email) LIKE ? ESCAPE '!')
		UNION ALL
		SELECT 3 AS way, o.customer_id, COALESCE(p.email, '') AS email, o.id AS order_id, o.name, o.created_at AS at FROM orders o
		LEFT JOIN profiles p ON p.shop_id = o.shop_id AND p.customer_id = o.customer_id AND p.customer_id <> 0
		WHERE o.shop_id = ? AND (o.id = ? OR o.name = ? OR o.name = ?)
		UNION ALL
		SELECT 4 AS way, id AS customer_id, '' AS email, 0 AS order_id, '' AS name, last_order_at AS at FROM customers
		WHERE shop_id = ? AND id = ?) AS found) AS people
	WHERE turn = 1 AND (way, sorted, customer_id, order_id) > (CAST(? AS BIGINT),
		COALESCE((SELECT email FROM profiles WHERE shop_id = ? AND customer_id = ? AND customer_id <> 0), ''), CAST(? AS BIGINT), CAST(? AS BIGINT))
	ORDER BY way, sorted, customer_id, order_id LIMIT ?`
