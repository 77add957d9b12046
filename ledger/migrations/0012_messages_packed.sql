-- PostgreSQL packs what is long: by lz4, where it was built with it, in a sixth of the time.

$packed;
