// An empty Qt Widgets window: what packaging/measure_start.sh compares the program with.
#include <QApplication>
#include <QMainWindow>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QMainWindow window;
    window.resize(1100, 700);
    window.show();
    return QApplication::exec();
}
