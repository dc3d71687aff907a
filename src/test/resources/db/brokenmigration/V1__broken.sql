create tabel step (name text);
