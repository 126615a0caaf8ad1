package lab.pool;

import java.util.SortedMap;

/// Finds the classes that travelled with a task, and else what is on the class path. A cell that
/// was changed comes as other classes in another loader, so nothing old is in the way.
final class TaskLoader extends ClassLoader {
    private final SortedMap<String, byte[]> files;

    TaskLoader(SortedMap<String, byte[]> files) {
        super("task", ClassLoader.getSystemClassLoader());
        this.files = files;
    }

    SortedMap<String, byte[]> files() {
        return files;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        var file = files.get(name);
        if (file == null) return super.loadClass(name, resolve);
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, file, 0, file.length);
        }
    }
}
